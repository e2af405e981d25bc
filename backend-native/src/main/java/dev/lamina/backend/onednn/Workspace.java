package dev.lamina.backend.onednn;

/** What a forward primitive leaves for its backward one. */
record Workspace(PrimitiveDescriptor forward, Descriptor layout, Place place) {}
