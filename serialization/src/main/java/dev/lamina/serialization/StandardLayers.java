package dev.lamina.serialization;

import static dev.lamina.serialization.KerasJson.ACTIVITY_REGULARIZER;

import dev.lamina.layers.ActivationLayer;
import dev.lamina.layers.ActivityRegularization;
import dev.lamina.layers.AdaptiveAveragePooling1D;
import dev.lamina.layers.AdaptiveAveragePooling2D;
import dev.lamina.layers.AdaptiveAveragePooling3D;
import dev.lamina.layers.AdaptiveMaxPooling1D;
import dev.lamina.layers.AdaptiveMaxPooling2D;
import dev.lamina.layers.AdaptiveMaxPooling3D;
import dev.lamina.layers.Add;
import dev.lamina.layers.AdditiveAttention;
import dev.lamina.layers.AlphaDropout;
import dev.lamina.layers.Attention;
import dev.lamina.layers.Average;
import dev.lamina.layers.AveragePooling1D;
import dev.lamina.layers.AveragePooling2D;
import dev.lamina.layers.AveragePooling3D;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.CategoryEncoding;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Conv1D;
import dev.lamina.layers.Conv1DTranspose;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Conv2DTranspose;
import dev.lamina.layers.Conv3D;
import dev.lamina.layers.Conv3DTranspose;
import dev.lamina.layers.ConvLSTM1D;
import dev.lamina.layers.ConvLSTM2D;
import dev.lamina.layers.ConvLSTM3D;
import dev.lamina.layers.Cropping1D;
import dev.lamina.layers.Cropping2D;
import dev.lamina.layers.Cropping3D;
import dev.lamina.layers.Cross;
import dev.lamina.layers.Dense;
import dev.lamina.layers.DepthwiseConv1D;
import dev.lamina.layers.DepthwiseConv2D;
import dev.lamina.layers.Discretization;
import dev.lamina.layers.Dot;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.ELU;
import dev.lamina.layers.EinsumDense;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Feature;
import dev.lamina.layers.FeatureIdentity;
import dev.lamina.layers.FeatureSpace;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.GRU;
import dev.lamina.layers.GRUCell;
import dev.lamina.layers.GaussianDropout;
import dev.lamina.layers.GaussianNoise;
import dev.lamina.layers.GlobalAveragePooling1D;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.GlobalAveragePooling3D;
import dev.lamina.layers.GlobalMaxPooling1D;
import dev.lamina.layers.GlobalMaxPooling2D;
import dev.lamina.layers.GlobalMaxPooling3D;
import dev.lamina.layers.GroupNormalization;
import dev.lamina.layers.GroupQueryAttention;
import dev.lamina.layers.HashedCrossing;
import dev.lamina.layers.Hashing;
import dev.lamina.layers.Identity;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.LSTMCell;
import dev.lamina.layers.Lambda;
import dev.lamina.layers.Layer;
import dev.lamina.layers.LayerNormalization;
import dev.lamina.layers.LeakyReLU;
import dev.lamina.layers.Masking;
import dev.lamina.layers.MaxPooling1D;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.MaxPooling3D;
import dev.lamina.layers.Maximum;
import dev.lamina.layers.MelSpectrogram;
import dev.lamina.layers.Minimum;
import dev.lamina.layers.MultiHeadAttention;
import dev.lamina.layers.Multiply;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.PReLU;
import dev.lamina.layers.Permute;
import dev.lamina.layers.Pipeline;
import dev.lamina.layers.RMSNormalization;
import dev.lamina.layers.RNN;
import dev.lamina.layers.ReLU;
import dev.lamina.layers.RepeatVector;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.Reshape;
import dev.lamina.layers.ReversibleEmbedding;
import dev.lamina.layers.STFTSpectrogram;
import dev.lamina.layers.SeparableConv1D;
import dev.lamina.layers.SeparableConv2D;
import dev.lamina.layers.SimpleRNN;
import dev.lamina.layers.SimpleRNNCell;
import dev.lamina.layers.Softmax;
import dev.lamina.layers.SpatialDropout1D;
import dev.lamina.layers.SpatialDropout2D;
import dev.lamina.layers.SpatialDropout3D;
import dev.lamina.layers.SpectralNormalization;
import dev.lamina.layers.StackedRNNCells;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.Subtract;
import dev.lamina.layers.TextVectorization;
import dev.lamina.layers.TimeDistributed;
import dev.lamina.layers.UnitNormalization;
import dev.lamina.layers.UpSampling1D;
import dev.lamina.layers.UpSampling2D;
import dev.lamina.layers.UpSampling3D;
import dev.lamina.layers.ZeroPadding1D;
import dev.lamina.layers.ZeroPadding2D;
import dev.lamina.layers.ZeroPadding3D;
import java.util.ArrayList;
import java.util.List;

/** Keras' layers that Lamina has. */
final class StandardLayers {
  private static final String MODULE = "keras.layers";
  private static final String UTF8 = "utf-8";

  private StandardLayers() {}

  static List<KerasClass> all() {
    var all = new ArrayList<KerasClass>();
    StandardClasses.addAll(
        all,
        Layer.class,
        MODULE,
        List.of(
            ActivityRegularization.class,
            AlphaDropout.class,
            AveragePooling1D.class,
            AveragePooling2D.class,
            AveragePooling3D.class,
            Dropout.class,
            GaussianDropout.class,
            GaussianNoise.class,
            GlobalAveragePooling1D.class,
            GlobalAveragePooling2D.class,
            GlobalAveragePooling3D.class,
            GlobalMaxPooling1D.class,
            GlobalMaxPooling2D.class,
            GlobalMaxPooling3D.class,
            Identity.class,
            LeakyReLU.class,
            Masking.class,
            MaxPooling1D.class,
            MaxPooling2D.class,
            MaxPooling3D.class,
            ReLU.class,
            Reshape.class));
    for (Class<? extends Record> type :
        List.<Class<? extends Record>>of(
            AdaptiveAveragePooling1D.class,
            AdaptiveAveragePooling2D.class,
            AdaptiveAveragePooling3D.class,
            AdaptiveMaxPooling1D.class,
            AdaptiveMaxPooling2D.class,
            AdaptiveMaxPooling3D.class,
            Add.class,
            AdditiveAttention.class,
            Attention.class,
            Average.class,
            Bidirectional.class,
            Concatenate.class,
            Conv1D.class,
            Conv1DTranspose.class,
            Conv2D.class,
            Conv2DTranspose.class,
            Conv3D.class,
            Conv3DTranspose.class,
            ConvLSTM1D.class,
            ConvLSTM2D.class,
            ConvLSTM3D.class,
            Cropping1D.class,
            Cropping2D.class,
            Cropping3D.class,
            DepthwiseConv1D.class,
            DepthwiseConv2D.class,
            Permute.class,
            RepeatVector.class,
            UpSampling1D.class,
            UpSampling2D.class,
            UpSampling3D.class,
            Flatten.class,
            GRU.class,
            GRUCell.class,
            GroupNormalization.class,
            LSTM.class,
            LSTMCell.class,
            Maximum.class,
            Minimum.class,
            Multiply.class,
            PReLU.class,
            RMSNormalization.class,
            SeparableConv1D.class,
            SeparableConv2D.class,
            SimpleRNN.class,
            SimpleRNNCell.class,
            StackedRNNCells.class,
            SpectralNormalization.class,
            Subtract.class,
            TimeDistributed.class,
            ZeroPadding1D.class,
            ZeroPadding2D.class,
            ZeroPadding3D.class)) {
      all.add(building(type));
    }
    all.add(
        adapted(
                Dense.class,
                "units activation use_bias kernel_initializer bias_initializer kernel_regularizer"
                    + " bias_regularizer kernel_constraint bias_constraint")
            .omitted(ACTIVITY_REGULARIZER));
    all.add(
        adapted(
            EinsumDense.class,
            "output_shape equation activation bias_axes kernel_initializer bias_initializer"
                + " kernel_regularizer bias_regularizer activity_regularizer kernel_constraint"
                + " bias_constraint"));
    String embedding =
        "input_dim output_dim embeddings_initializer embeddings_regularizer activity_regularizer"
            + " embeddings_constraint mask_zero";
    all.add(adapted(Embedding.class, embedding));
    all.add(adapted(ReversibleEmbedding.class, embedding));
    all.add(building(GroupQueryAttention.class));
    all.add(building(MultiHeadAttention.class).inPlace(ACTIVITY_REGULARIZER));
    all.add(building(RNN.class).omitted(ACTIVITY_REGULARIZER));
    all.add(
        building(BatchNormalization.class)
            .order(
                "axis momentum epsilon center scale beta_initializer gamma_initializer"
                    + " moving_mean_initializer moving_variance_initializer beta_regularizer"
                    + " gamma_regularizer beta_constraint gamma_constraint synchronized")
            .ignored("synchronized", Json.NODES.booleanNode(false)));
    all.add(building(LayerNormalization.class));
    all.add(building(StringLookup.class).absent("oov_method", "floormod").absent("encoding", UTF8));
    all.add(building(IntegerLookup.class).absent("oov_method", "floormod"));
    all.add(building(TextVectorization.class).absent("encoding", UTF8));
    all.add(building(Hashing.class));
    all.add(building(HashedCrossing.class).order("num_bins output_mode sparse name dtype"));
    all.add(
        building(Discretization.class)
            .order("bin_boundaries num_bins epsilon output_mode sparse name dtype"));
    all.add(building(CategoryEncoding.class));
    all.add(building(Normalization.class));
    all.add(building(Rescaling.class));
    all.add(building(MelSpectrogram.class));
    all.add(
        building(STFTSpectrogram.class)
            .order(
                "mode frame_length frame_step fft_length window periodic scaling padding"
                    + " data_format expand_dims"));
    all.add(building(Pipeline.class).order("layers name"));
    all.addAll(featureSpace());
    all.addAll(ImageLayers.all());
    all.add(plain(ActivationLayer.class).named("Activation"));
    all.add(building(Dot.class).single("axes"));
    all.add(building(Lambda.class).fixed("arguments", Json.NODES.objectNode()));
    all.add(plain(ELU.class).order("name alpha trainable dtype"));
    all.add(plain(Softmax.class).single("axis"));
    all.add(plain(UnitNormalization.class).single("axis"));
    all.add(plain(SpatialDropout1D.class).order("rate seed name dtype"));
    all.add(plain(SpatialDropout2D.class).order("rate seed name dtype data_format"));
    all.add(plain(SpatialDropout3D.class).order("rate seed name dtype data_format"));
    return all;
  }

  /** A layer with weights that Keras can quantize, which Lamina cannot, or adapt by low rank. */
  private static KerasClass adapted(Class<? extends Record> type, String order) {
    return building(type)
        .order(order + " quantization_config")
        .fixedNull("quantization_config")
        .omitted("lora_rank")
        .omitted("lora_alpha");
  }

  private static List<KerasClass> featureSpace() {
    String module = "keras.src.layers.preprocessing.feature_space";
    return List.of(
        KerasClass.of(Layer.class, FeatureSpace.class, "keras.utils")
            .order("features output_mode crosses crossing_dim hashing_dim num_discretization_bins"),
        KerasClass.of(Layer.class, FeatureIdentity.class, module)
            .named("TFDIdentity")
            .registered("TFDIdentity"),
        KerasClass.of(Feature.class, Feature.class, module).registered("Feature"),
        KerasClass.of(Cross.class, Cross.class, module).registered("Cross"));
  }

  private static KerasClass plain(Class<? extends Record> type) {
    return KerasClass.of(Layer.class, type, MODULE);
  }

  private static KerasClass building(Class<? extends Record> type) {
    return plain(type).building();
  }
}
