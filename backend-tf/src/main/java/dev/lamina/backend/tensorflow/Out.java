package dev.lamina.backend.tensorflow;

import org.tensorflow.internal.c_api.TF_Operation;

/** One output of an operation in a function under construction. */
record Out(TF_Operation operation, int index) {}
