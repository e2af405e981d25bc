package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextOptionsSetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContext;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewContextOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;

import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.proto.ConfigProto;

/**
 * One TensorFlow eager context: the devices, the functions of all programs and the memory of all
 * buffers. Uses of native objects share {@link #use}, freeing them excludes all uses.
 */
final class Context {
  private final TFE_Context handle;
  private final String device;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Resource> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong ids = new AtomicLong();
  private final Cleaner cleaner = Cleaner.create();
  private boolean closed;

  Context(BackendConfig config) {
    ConfigProto.Builder proto = ConfigProto.newBuilder();
    config
        .threads()
        .ifPresent(n -> proto.setIntraOpParallelismThreads(n).setInterOpParallelismThreads(n));
    byte[] serialized = proto.build().toByteArray();
    TFE_ContextOptions options = TFE_NewContextOptions();
    try (Status status = new Status();
        BytePointer bytes = new BytePointer(serialized)) {
      TFE_ContextOptionsSetConfig(options, bytes, serialized.length, status.handle);
      status.check();
      handle = TFE_NewContext(options, status.handle);
      status.check();
    } finally {
      TFE_DeleteContextOptions(options);
    }
    try {
      device = device(config);
    } catch (BackendException e) {
      TFE_DeleteContext(handle);
      throw e;
    }
  }

  /** The full name of the device that the configuration asks for; the CPU if it does not. */
  private String device(BackendConfig config) {
    String wanted = config.device().orElse("cpu").toLowerCase(Locale.ROOT);
    String suffix = wanted.contains(":") ? wanted : wanted + ":0";
    List<String> names = devices();
    return names.stream()
        .filter(n -> n.toLowerCase(Locale.ROOT).endsWith("/device:" + suffix))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendException(
                    "backend 'tensorflow': no device '%s' (lamina.device) here, only %s%s"
                        .formatted(
                            wanted,
                            names,
                            wanted.startsWith("gpu")
                                ? "; a GPU needs CUDA and the native jar of TensorFlow for it"
                                    + " (tensorflow-core-native, classifier linux-x86_64-gpu)"
                                : "")));
  }

  private List<String> devices() {
    var names = new ArrayList<String>();
    try (Status status = new Status()) {
      TF_DeviceList list = TFE_ContextListDevices(handle, status.handle);
      status.check();
      int n = TF_DeviceListCount(list);
      for (int i = 0; i < n; i++) {
        names.add(TF_DeviceListName(list, i, status.handle).getString());
        status.check();
      }
      TF_DeleteDeviceList(list);
    }
    return names;
  }

  TFE_Context handle() {
    return handle;
  }

  String device() {
    return device;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  long bytes() {
    return bytes.get();
  }

  void allocated(long n) {
    bytes.addAndGet(n);
  }

  /** Held by whoever uses native objects. */
  Lock use() {
    return lock.readLock();
  }

  /** Throws if the engine is closed. To be called under {@link #use}. */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the tensorflow backend is closed");
    }
  }

  /** Frees {@code resource} when its {@code owner} is closed, is garbage, or all is closed. */
  void register(Object owner, Resource resource) {
    open.add(resource);
    cleaner.register(owner, resource::close);
  }

  /** Runs {@code free} when nothing is in use. */
  void exclusively(Runnable free) {
    lock.writeLock().lock();
    try {
      free.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  void forget(Resource resource) {
    open.remove(resource);
  }

  void close() {
    exclusively(
        () -> {
          if (!closed) {
            List.copyOf(open).forEach(Resource::close);
            closed = true;
            TFE_DeleteContext(handle);
          }
        });
  }
}
