/** All engines on one class path, in one JVM: they agree, and they do not disturb each other. */
@NullMarked
package dev.lamina.integration;

import org.jspecify.annotations.NullMarked;
