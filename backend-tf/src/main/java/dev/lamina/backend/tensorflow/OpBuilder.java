package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_AddControlInput;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_AddInput;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_AddInputList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_FinishOperation;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewOperation;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrBool;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrFloat;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrFuncName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrInt;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrIntList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrShape;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrString;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetAttrType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_OperationDescription;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Tensor;

/** One operation under construction. */
final class OpBuilder {
  private final TF_OperationDescription description;
  private final Status status;

  OpBuilder(TF_Graph graph, Status status, String type, String name) {
    this.description = TF_NewOperation(graph, type, name);
    this.status = status;
  }

  OpBuilder in(Out... inputs) {
    for (Out in : inputs) {
      TF_AddInput(description, new TF_Output().oper(in.operation()).index(in.index()));
    }
    return this;
  }

  /** One input that is a list. */
  OpBuilder list(List<Out> inputs) {
    TF_AddInputList(description, FunctionBuilder.array(inputs), inputs.size());
    return this;
  }

  /** Runs after {@code earlier}. */
  OpBuilder after(TF_Operation earlier) {
    TF_AddControlInput(description, earlier);
    return this;
  }

  OpBuilder type(String attribute, int type) {
    TF_SetAttrType(description, attribute, type);
    return this;
  }

  OpBuilder integer(String attribute, long value) {
    TF_SetAttrInt(description, attribute, value);
    return this;
  }

  OpBuilder integers(String attribute, long... values) {
    TF_SetAttrIntList(description, attribute, values, values.length);
    return this;
  }

  OpBuilder real(String attribute, double value) {
    TF_SetAttrFloat(description, attribute, (float) value);
    return this;
  }

  OpBuilder flag(String attribute, boolean value) {
    TF_SetAttrBool(description, attribute, (byte) (value ? 1 : 0));
    return this;
  }

  OpBuilder text(String attribute, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    TF_SetAttrString(description, attribute, new BytePointer(bytes), bytes.length);
    return this;
  }

  OpBuilder shape(String attribute, long... dims) {
    TF_SetAttrShape(description, attribute, dims, dims.length);
    return this;
  }

  OpBuilder function(String attribute, String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    TF_SetAttrFuncName(description, attribute, name, length);
    return this;
  }

  OpBuilder tensor(String attribute, TF_Tensor value) {
    TF_SetAttrTensor(description, attribute, value, status.handle);
    status.check();
    return this;
  }

  TF_Operation build() {
    TF_Operation op = TF_FinishOperation(description, status.handle);
    status.check();
    return op;
  }

  Out out() {
    return new Out(build(), 0);
  }
}
