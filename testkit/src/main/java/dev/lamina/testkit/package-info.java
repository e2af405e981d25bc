/**
 * What an engine must pass. Third parties test their own engine by a subclass of {@link
 * dev.lamina.testkit.BackendConformance}.
 */
@NullMarked
package dev.lamina.testkit;

import org.jspecify.annotations.NullMarked;
