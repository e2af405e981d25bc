package dev.lamina.backend;

import dev.lamina.graph.Node;

/** A node that an engine cannot run, and why. */
public record Unsupported(Node node, String reason) {}
