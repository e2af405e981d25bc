"""The golden cases layers/more-*, in the format of the others: options that those lack, from real Keras.

    pip install keras==3.15.1 tensorflow-cpu && python layers.py OUT [PART_OF_NAME]

Left out of the copies beside this script: more-ad-max1-one and more-ad-max2-one (Keras' own gradient is NaN),
more-c2-cf-groups and more-sep1-cf (TensorFlow adds a bias along the wrong axis where the last spatial size equals the
number of filters), and what Keras refuses.
"""
import os,sys,json,zlib
os.environ['KERAS_BACKEND']='tensorflow'; os.environ['TF_CPP_MIN_LOG_LEVEL']='3'; os.environ['CUDA_VISIBLE_DEVICES']=''
import numpy as np, keras, struct, tensorflow as tf
from keras import layers as L, ops
OUT=sys.argv[1].rstrip('/')+'/'; ONLY=sys.argv[2] if len(sys.argv)>2 else ''
index=[]
def st(path,tensors):
    names={'float32':'F32','float64':'F64','int32':'I32','int64':'I64','bool':'BOOL','uint8':'U8'}
    head={}; blob=b''
    for k,a in tensors.items():
        a=np.ascontiguousarray(a) if np.ndim(a) else np.asarray(a)
        b=a.tobytes(); head[k]={'dtype':names[str(a.dtype)],'shape':list(a.shape),'data_offsets':[len(blob),len(blob)+len(b)]}; blob+=b
    h=json.dumps(head).encode(); h+=b' '*(-len(h)%8)
    open(path,'wb').write(struct.pack('<Q',len(h))+h+blob)
def flat(x): return list(x) if isinstance(x,(list,tuple)) else [x]
def case(id,ins,build,random=False,xla=False,weights=None,ints=None,rtol=1e-4,atol=1e-5):
    if ONLY and ONLY not in id: return
    keras.backend.clear_session()
    rng=np.random.default_rng(zlib.crc32(id.encode()))
    K=[]; X=[]
    for i,sp in enumerate(ins):
        shape,dt=(sp if isinstance(sp[0],(tuple,list)) else (sp,'float32'))
        hi=dt[3:] if dt.startswith('int') and dt[3:] and dt not in('int32','int64') else None
        real='int32' if hi else dt
        K.append(keras.Input(shape,dtype=real,name='in%d'%i))
        s=(3,)+tuple(5 if d is None else d for d in shape)
        if real=='bool': X.append(rng.random(s)<0.7)
        elif real.startswith('int'): X.append(rng.integers(0,int(hi or 5),s).astype(real))
        else: X.append(rng.normal(size=s).astype(real))
    try:
        out=build(*K)
        m=keras.Model(K if len(K)>1 else K[0],out)
    except Exception as e:
        print('KERAS REFUSES',id,str(e)[:300]); return
    t={}; c={'id':'layers/'+id,'group':'layers','covers':[],'rtol':rtol,'atol':atol,'kind':'layer','tensors':'tensors.safetensors'}
    c['model']=json.loads(m.to_json())
    for i,x in enumerate(X): t['input/%d'%i]=x
    c['inputs']=['input/%d'%i for i in range(len(X))]
    c['weights']=[]
    for i,w in enumerate(m.weights):
        v=rng.normal(size=w.shape).astype('float32')*0.5
        if 'variance' in w.path: v=np.abs(v)+0.5
        w.assign(v); t['weight/%d'%i]=np.asarray(w.numpy())
        c['weights'].append({'path':w.path,'shape':list(w.shape),'trainable':True,'tensor':'weight/%d'%i})
    c['weights']=[dict(x,trainable=any(w is y for y in m.trainable_weights)) for x,w in zip(c['weights'],m.weights)]
    def run(training):
        xs=[tf.constant(x) for x in X]
        def f(*xs):
            with tf.GradientTape() as tape:
                vs=[x for x in xs if x.dtype.is_floating]+[w.value for w in m.trainable_weights]
                for x in xs:
                    if x.dtype.is_floating: tape.watch(x)
                ys=flat(m(list(xs) if len(xs)>1 else xs[0],training=training))
                up=[None if not y.dtype.is_floating else rng_up(i,y.shape) for i,y in enumerate(ys)]
                s=tf.add_n([tf.reduce_sum(y*u) for y,u in zip(ys,up) if u is not None])
            g=tape.gradient(s,vs,unconnected_gradients='zero')
            return ys,[getattr(y,'_keras_mask',None) for y in ys],up,g,list(m.losses)
        if xla: f=tf.function(f,jit_compile=True)
        return f(*xs)
    ups={}
    def rng_up(i,shape):
        if i not in ups: ups[i]=np.random.default_rng(77+i).normal(size=tuple(shape)).astype('float32')
        return tf.constant(ups[i])
    try:
        ys,masks,up,g0,losses=run(False)
        if not random:
            ws=[w.numpy() for w in m.weights]
            ys2,_,_,g,losses2=run(True)
        else: g=g0
    except Exception as e:
        print('KERAS FAILS',id,str(e)[:300]); return
    for i,y in enumerate(ys): t['inference/%d'%i]=np.asarray(y)
    c['inference']=['inference/%d'%i for i in range(len(ys))]
    if any(k is not None for k in masks):
        c['output_masks']=[None if k is None else 'mask/%d'%i for i,k in enumerate(masks)]
        for i,k in enumerate(masks):
            if k is not None: t['mask/%d'%i]=np.asarray(k)
    if losses: c['inference_losses']=[float(x) for x in losses]
    c['gradient_mode']='inference' if random else 'training'
    if not random:
        for i,y in enumerate(ys2): t['training/%d'%i]=np.asarray(y)
        c['training']=['training/%d'%i for i in range(len(ys2))]
        if losses2: c['training_losses']=[float(x) for x in losses2]
        sa=[]
        for i,(w,b) in enumerate(zip(m.weights,ws)):
            if any(w is y for y in m.non_trainable_weights) or not np.array_equal(b,w.numpy()):
                t['state/%d'%i]=w.numpy(); sa.append({'path':w.path,'tensor':'state/%d'%i})
        if sa: c['state_after']=sa
    c['upstream']=[None if u is None else 'upstream/%d'%i for i,u in enumerate(up)]
    for i,u in enumerate(up):
        if u is not None: t['upstream/%d'%i]=np.asarray(u)
    gi=iter(g); c['input_gradients']=[]
    def dense(x): return np.asarray(tf.convert_to_tensor(x))
    for i,x in enumerate(X):
        if x.dtype==np.float32: t['gin/%d'%i]=dense(next(gi)); c['input_gradients'].append('gin/%d'%i)
        else: c['input_gradients'].append(None)
    c['weight_gradients']=[]
    for i,w in enumerate(m.trainable_weights):
        t['gw/%d'%i]=dense(next(gi)); c['weight_gradients'].append({'path':w.path,'tensor':'gw/%d'%i})
    d=OUT+'layers/'+id; os.makedirs(d,exist_ok=True)
    json.dump(c,open(d+'/case.json','w')); st(d+'/tensors.safetensors',t)
    index.append({'id':'layers/'+id,'group':'layers','kind':'layer','folder':'layers/'+id})
Q=(4,6); V=(5,6)
# attention
case('more-att-concat-scale',[Q,V],lambda q,v: L.Attention(use_scale=True,score_mode='concat')([q,v]))
case('more-att-mask-causal',[Q,(4,6),((4,),'bool'),((4,),'bool')],lambda q,v,a,b: L.Attention()([q,v],mask=[a,b],use_causal_mask=True))
case('more-att-mask-scores',[Q,V,((4,),'bool'),((5,),'bool')],lambda q,v,a,b: L.Attention()([q,v],mask=[a,b],return_attention_scores=True))
case('more-att-mask-none-first',[Q,V,((5,),'bool')],lambda q,v,b: L.Attention()([q,v],mask=[None,b]))
case('more-att-key-mask3',[Q,(5,7),V,((4,),'bool'),((5,),'bool')],lambda q,v,k,a,b: L.Attention()([q,v,k],mask=[a,b,b]))
case('more-att-dropout',[Q,V],lambda q,v: L.Attention(dropout=.4,use_scale=True,seed=3)([q,v]),random=True)
case('more-att-rank4',[(2,4,6),(2,5,6)],lambda q,v: L.Attention()([q,v]))
def emb(x,n=6): return L.Embedding(4,n,mask_zero=True)(x)
case('more-att-embedding',[((5,),'int4'),((6,),'int4')],lambda a,b: L.Attention()([emb(a),emb(b)]))
case('more-att-embedding-then',[((5,),'int4')],lambda a: L.GlobalAveragePooling1D()((lambda e: L.Attention()([e,e]))(emb(a))))
case('more-addatt-embedding',[((5,),'int4'),((6,),'int4')],lambda a,b: L.AdditiveAttention()([emb(a),emb(b)]))
case('more-addatt-mask-causal',[Q,(4,6),((4,),'bool'),((4,),'bool')],lambda q,v,a,b: L.AdditiveAttention(use_scale=False)([q,v],mask=[a,b],use_causal_mask=True))
# multi-head
q8=(4,8); v8=(5,8)
M=lambda **k: L.MultiHeadAttention(2,4,**k)
case('more-mha-keywords',[q8,v8,(5,7)],lambda q,v,k: M()(query=q,value=v,key=k))
case('more-mha-keywords-half',[q8,v8,(5,7)],lambda q,v,k: M()(q,value=v,key=k,use_causal_mask=True))
case('more-mha-self-keywords',[q8],lambda q: M()(query=q,value=q,key=q))
case('more-mha-axes2',[(3,4,6),(2,5,6)],lambda q,v: L.MultiHeadAttention(2,3,attention_axes=(1,2))(q,v))
case('more-mha-axes-default',[(3,4,6),(2,5,6)],lambda q,v: L.MultiHeadAttention(2,3)(q,v))
case('more-mha-axes-second',[(3,4,6),(3,5,6)],lambda q,v: L.MultiHeadAttention(2,3,attention_axes=2)(q,v))
case('more-mha-axes-negative',[(3,4,6)],lambda q: L.MultiHeadAttention(2,3,attention_axes=-2)(q,q))
case('more-mha-axes2-mask',[(3,4,6),(2,5,6),((3,4,2,5),'bool')],lambda q,v,m: L.MultiHeadAttention(2,3,attention_axes=(1,2))(q,v,attention_mask=m))
case('more-mha-scores-mask',[q8,v8,((4,5),'bool')],lambda q,v,m: M()(q,v,attention_mask=m,return_attention_scores=True))
case('more-mha-scores-causal',[q8,(4,8)],lambda q,v: M()(q,v,use_causal_mask=True,return_attention_scores=True))
case('more-mha-value-mask-key',[q8,v8,(5,8),((5,),'bool'),((5,),'bool')],lambda q,v,k,a,b: M()(q,v,k,value_mask=a,key_mask=b))
case('more-mha-output2',[q8,v8],lambda q,v: M(output_shape=(3,2))(q,v))
case('more-mha-output-int',[q8,v8],lambda q,v: M(output_shape=5,value_dim=2,use_gate=True)(q,v))
case('more-mha-mask-int',[q8,v8,((4,5),'int2')],lambda q,v,m: M()(q,v,attention_mask=m))
case('more-mha-mask-rank4',[q8,v8,((2,4,5),'bool')],lambda q,v,m: M()(q,v,attention_mask=m))
case('more-mha-mask-one-query',[q8,v8,((1,5),'bool')],lambda q,v,m: M()(q,v,attention_mask=m))
case('more-mha-dropout-mask',[q8,v8,((4,5),'bool')],lambda q,v,m: M(dropout=.3)(q,v,attention_mask=m),random=True)
case('more-mha-window',[(7,8)],lambda q: M(sliding_window=3)(q,q))
case('more-mha-window-masks',[(7,8),((7,),'bool')],lambda q,m: M(sliding_window=2)(q,q,value_mask=m,use_causal_mask=True))
case('more-mha-embeddings',[((5,),'int4'),((6,),'int4')],lambda a,b: M()(emb(a,8),emb(b,8)))
case('more-mha-embeddings-key',[((5,),'int4'),((6,),'int4'),((6,),'int4')],lambda a,b,c: M()(emb(a,8),emb(b,8),emb(c,8),return_attention_scores=True))
case('more-mha-embedding-stack',[((5,),'int4')],lambda a: (lambda e: L.GlobalAveragePooling1D()(L.LayerNormalization()(L.Add()([e,M()(e,e)]))))(emb(a,8)))
case('more-mha-regularized',[q8,v8],lambda q,v: M(kernel_regularizer='l1',bias_regularizer='l2',activity_regularizer='l2',use_gate=True)(q,v))
G=lambda **k: L.GroupQueryAttention(4,4,**({'num_key_value_heads':2}|k))
case('more-gqa-one',[q8,v8],lambda q,v: G(num_key_value_heads=1)(q,v))
case('more-gqa-all',[q8,v8],lambda q,v: G(num_key_value_heads=4)(q,v))
case('more-gqa-scores-masks',[q8,v8,((4,),'bool'),((5,),'bool')],lambda q,v,a,b: G()(q,v,query_mask=a,value_mask=b,return_attention_scores=True))
case('more-gqa-key-mask',[q8,v8,(5,3),((5,),'bool')],lambda q,v,k,a: G()(q,v,k,key_mask=a))
case('more-gqa-dropout-mask',[q8,v8,((4,5),'bool')],lambda q,v,m: G(dropout=.3)(q,v,attention_mask=m),random=True)
case('more-gqa-embeddings',[((5,),'int4'),((6,),'int4')],lambda a,b: G()(emb(a,8),emb(b,8)))
case('more-gqa-scores-regularized',[q8,v8],lambda q,v: G(activity_regularizer='l2',bias_regularizer='l1')(q,v,return_attention_scores=True))
case('more-gqa-window-gate',[(7,8)],lambda q: G(sliding_window=2,use_gate=True,use_bias=False)(q,q))
# einsum dense
E_=L.EinsumDense
case('more-ed-2d',[(6,)],lambda x: E_('ab,bc->ac',output_shape=4,bias_axes='c',activation='tanh')(x))
case('more-ed-right',[(3,4,5)],lambda x: E_('ab...,bc->ac...',output_shape=(6,),bias_axes='c')(x))
case('more-ed-right-two',[(3,4,5)],lambda x: E_('abc...,cd->abd...',output_shape=(None,6),bias_axes='bd')(x))
case('more-ed-left-many',[(2,3,4)],lambda x: E_('...bc,cd->...bd',output_shape=(None,5),bias_axes='d')(x))
case('more-ed-bias-first',[(3,4)],lambda x: E_('abc,cd->abd',output_shape=(None,5),bias_axes='b')(x))
case('more-ed-bias-both',[(3,4)],lambda x: E_('abc,cd->abd',output_shape=(None,5),bias_axes='bd')(x))
case('more-ed-swap',[(3,4)],lambda x: E_('abc,bcd->adb',output_shape=(5,None),bias_axes='d')(x))
case('more-ed-all',[(3,4)],lambda x: E_('abc,bcd->ad',output_shape=(5,),bias_axes='d',kernel_regularizer='l2',bias_regularizer='l1',activity_regularizer='l1')(x))
case('more-ed-batch-kernel',[(3,4)],lambda x: E_('abc,bcd->abd',output_shape=(None,5),bias_axes=None)(x))
case('more-ed-constraints',[(3,4)],lambda x: E_('abc,cd->abd',output_shape=(None,5),bias_axes='d',kernel_constraint='nonneg',bias_constraint=keras.constraints.MaxNorm(2.))(x))
# lora
case('more-lora-dense',[(6,)],lambda x: L.Dense(5,lora_rank=2,kernel_regularizer='l2')(x))
case('more-lora-dense3',[(3,6)],lambda x: L.Dense(5,use_bias=False,lora_rank=1)(x))
case('more-lora-einsum',[(3,6)],lambda x: E_('abc,cde->abde',output_shape=(None,2,4),bias_axes='de',lora_rank=2,lora_alpha=3)(x))
case('more-lora-embedding',[((5,),'int4')],lambda x: L.Embedding(4,3,lora_rank=2)(x))
# normalization
case('more-gn-axis-2',[(4,6,5)],lambda x: L.GroupNormalization(3,axis=-2)(x))
case('more-gn-rank2',[(6,)],lambda x: L.GroupNormalization(2)(x))
case('more-gn-instance',[(4,6)],lambda x: L.GroupNormalization(-1,epsilon=.1,scale=False)(x))
case('more-gn-regularized',[(4,6)],lambda x: L.GroupNormalization(3,center=True,gamma_regularizer='l2',beta_regularizer='l1',gamma_initializer='he_normal' if False else 'ones')(x))
case('more-gn-mask',[((5,),'int4')],lambda a: L.GroupNormalization(2)(emb(a)))
case('more-ln-rms',[(4,6)],lambda x: L.LayerNormalization(rms_scaling=True)(x))
case('more-ln-rms-noscale',[(4,6)],lambda x: L.LayerNormalization(rms_scaling=True,scale=False,axis=[1,2])(x))
case('more-ln-mixed',[(4,3,6)],lambda x: L.LayerNormalization(axis=[1,-1])(x))
case('more-ln-mixed2',[(4,3,6)],lambda x: L.LayerNormalization(axis=[3,1],epsilon=.1,center=False)(x))
case('more-ln-neg',[(4,3,6)],lambda x: L.LayerNormalization(axis=[-1,-2],scale=False)(x))
case('more-ln-regularized',[(6,)],lambda x: L.LayerNormalization(gamma_regularizer='l2',beta_regularizer='l1')(x))
case('more-rms-two',[(4,3,6)],lambda x: L.RMSNormalization(axis=[-2,-1],epsilon=.01)(x))
case('more-rms-mask',[((5,),'int4')],lambda a: L.RMSNormalization()(emb(a)))
case('more-unit-axis1',[(4,3)],lambda x: L.UnitNormalization(axis=1)(x))
case('more-spec-embedding',[((5,),'int4')],lambda x: L.SpectralNormalization(L.Embedding(4,3),power_iterations=2)(x)) 
case('more-spec-conv1d',[(6,3)],lambda x: L.SpectralNormalization(L.Conv1D(4,3,padding='same'),power_iterations=2)(x))
case('more-spec-depthwise',[(5,5,3)],lambda x: L.SpectralNormalization(L.DepthwiseConv2D(2,depth_multiplier=2))(x))
case('more-spec-einsum',[(4,3)],lambda x: L.SpectralNormalization(E_('abc,cd->abd',output_shape=(None,5),bias_axes='d'))(x))
case('more-spec-transpose',[(4,4,3)],lambda x: L.SpectralNormalization(L.Conv2DTranspose(2,3,strides=2))(x))
case('more-spec-regularized',[(6,)],lambda x: L.Dense(3)(L.SpectralNormalization(L.Dense(5,kernel_regularizer='l2',activity_regularizer='l1'))(x)))
# adaptive
for r,s in ((1,(11,3)),(2,(7,9,3)),(3,(5,6,7,2))):
    for k in ('Average','Max'):
        cls=getattr(L,'Adaptive%sPooling%dD'%(k,r))
        case('more-ad-%s%d-cf'%(k.lower(),r),[(s[-1],)+s[:-1]],lambda x: cls(4,data_format='channels_first')(x))
        case('more-ad-%s%d-one'%(k.lower(),r),[s],lambda x: cls(1)(x))
        case('more-ad-%s%d-more'%(k.lower(),r),[s],lambda x: cls(8)(x))
# up-sampling
for ip in ('bilinear','bicubic','lanczos3','lanczos5','nearest'):
    tol=dict(rtol=1e-3,atol=2e-3) if ip=='bicubic' else {}
    case('more-up-%s-3x2'%ip,[(4,5,2)],lambda x: L.UpSampling2D((3,2),interpolation=ip)(x),**tol)
    case('more-up-%s-cf'%ip,[(2,4,5)],lambda x: L.UpSampling2D(2,interpolation=ip,data_format='channels_first')(x),**tol)
    case('more-up-%s-tiny'%ip,[(2,1,2)],lambda x: L.UpSampling2D(4,interpolation=ip)(x),**tol)
# reversible
def rev(x,**k):
    l=L.ReversibleEmbedding(9,4,**k); return l(l(x),reverse=True)
case('more-rev-cap',[((5,),'int9')],lambda x: rev(x,logit_soft_cap=2.))
case('more-rev-mask',[((5,),'int9')],lambda x: rev(x,mask_zero=True,tie_weights=False))
case('more-rev-mask-fwd',[((5,),'int9')],lambda x: L.GlobalAveragePooling1D()(L.ReversibleEmbedding(9,4,mask_zero=True)(x)))
case('more-rev-regularized',[((5,),'int9')],lambda x: rev(x,embeddings_regularizer='l2'))
# masks and merging
for n in ('Add','Multiply','Average','Maximum','Minimum','Subtract'):
    case('more-merge-mask-%s'%n.lower(),[((5,),'int4'),((5,),'int4')],lambda a,b: getattr(L,n)()([emb(a),emb(b)]))
    case('more-merge-half-mask-%s'%n.lower(),[((5,),'int4'),(5,6)],lambda a,b: getattr(L,n)()([emb(a),b]))
case('more-merge-three',[((5,),'int4'),((5,),'int4'),((5,),'int4')],lambda a,b,c: L.GlobalAveragePooling1D()(L.Add()([emb(a),emb(b),emb(c)])))
case('more-concat-mask-time',[((5,),'int4'),((3,),'int4')],lambda a,b: L.Concatenate(axis=1)([emb(a),emb(b)]))
case('more-concat-mask-half',[((5,),'int4'),(5,2)],lambda a,b: L.Concatenate()([emb(a),b]))
case('more-softmax-mask-small',[(4,5),((1,5),'bool')],lambda x,m: L.Softmax()(x,mask=m))
case('more-softmax-axes-mask',[(4,5),((4,5),'bool')],lambda x,m: L.Softmax(axis=[1,2])(x,mask=m))
case('more-softmax-axes',[(4,5,3)],lambda x: L.Softmax(axis=[-1,1])(x))
case('more-softmax-mask-then',[(4,5),((4,5),'bool')],lambda x,m: L.Softmax()(L.Softmax()(x,mask=m)))
case('more-explicit-mask-gap',[(5,3),((5,),'bool')],lambda x,m: L.GlobalAveragePooling1D()(x,mask=m))
case('more-explicit-mask-bn',[(5,3),((5,),'bool')],lambda x,m: L.BatchNormalization()(x,mask=m))
case('more-mask-through',[((5,),'int4')],lambda a: L.GlobalAveragePooling1D()(L.Activation('tanh')(L.Dropout(.0)(L.Identity()(L.Dense(4)(emb(a)))))))
case('more-gap1d-cf-mask',[((5,),'int4')],lambda a: L.GlobalAveragePooling1D(keepdims=True)(emb(a)))
case('more-gap1d-cf',[(3,5)],lambda x: L.GlobalAveragePooling1D(data_format='channels_first',keepdims=True)(x))
case('more-gmp1d-cf',[(3,5)],lambda x: L.GlobalMaxPooling1D(data_format='channels_first')(x))
case('more-masking-dot',[((5,),'int4'),((5,),'int4')],lambda a,b: L.Dot(axes=2)([emb(a),emb(b)]))
# convolutions
case('more-c1-groups-dil',[(9,4)],lambda x: L.Conv1D(6,3,padding='causal',dilation_rate=2,groups=2,activation='relu')(x),xla=True)
case('more-c1-cf-same-stride',[(4,9)],lambda x: L.Conv1D(6,4,padding='same',strides=3,data_format='channels_first')(x),xla=True)
case('more-c2-cf-groups',[(4,7,6)],lambda x: L.Conv2D(6,(3,2),padding='same',strides=(2,1),data_format='channels_first',groups=2)(x),xla=True)
case('more-c2-dil-valid',[(9,8,3)],lambda x: L.Conv2D(4,(3,2),dilation_rate=(2,3),use_bias=False)(x),xla=True)
case('more-c3-cf',[(2,5,6,4)],lambda x: L.Conv3D(3,(2,3,2),padding='same',strides=(2,1,2),data_format='channels_first')(x),xla=True)
case('more-c3-groups-dil',[(7,6,5,4)],lambda x: L.Conv3D(4,2,dilation_rate=(2,2,1),groups=2)(x),xla=True)
case('more-ct1-cf',[(3,5)],lambda x: L.Conv1DTranspose(4,3,strides=2,padding='same',output_padding=1,data_format='channels_first')(x),xla=True)
case('more-ct2-rect',[(4,5,3)],lambda x: L.Conv2DTranspose(2,(3,2),strides=(2,3),padding='valid',output_padding=(1,0))(x))
case('more-ct2-dil-same',[(4,5,3)],lambda x: L.Conv2DTranspose(2,3,dilation_rate=2,padding='same')(x),xla=True)
case('more-ct2-kernel1',[(4,5,3)],lambda x: L.Conv2DTranspose(2,1,strides=3,padding='same')(x))
case('more-ct3-same',[(3,4,3,2)],lambda x: L.Conv3DTranspose(2,3,strides=(2,1,2),padding='same')(x))
case('more-dw1-cf-same',[(3,8)],lambda x: L.DepthwiseConv1D(3,strides=2,padding='same',depth_multiplier=2,data_format='channels_first')(x),xla=True)
case('more-dw2-same-dil',[(7,6,3)],lambda x: L.DepthwiseConv2D((3,2),padding='same',dilation_rate=2,activation='elu')(x),xla=True)
case('more-dw2-rect-stride',[(7,8,3)],lambda x: L.DepthwiseConv2D((2,3),strides=(2,2),depth_multiplier=2,use_bias=False,depthwise_regularizer='l2')(x))
case('more-sep1-causal',[(8,3)],lambda x: L.SeparableConv1D(4,3,padding='causal',depth_multiplier=2)(x))
case('more-sep1-cf',[(3,8)],lambda x: L.SeparableConv1D(4,3,strides=2,padding='same',data_format='channels_first')(x),xla=True)
case('more-sep2-cf',[(3,7,6)],lambda x: L.SeparableConv2D(4,(3,2),padding='same',depth_multiplier=2,data_format='channels_first',activation='relu')(x),xla=True)
case('more-sep2-reg',[(7,6,3)],lambda x: L.SeparableConv2D(4,2,dilation_rate=2,use_bias=False,depthwise_regularizer='l2',pointwise_regularizer='l1',activity_regularizer='l2')(x),xla=True)
# pooling
for r,s in ((1,(9,3)),(2,(7,9,3)),(3,(5,6,7,2))):
    for k in ('Average','Max'):
        cls=getattr(L,'%sPooling%dD'%(k,r))
        case('more-pool-%s%d-gap'%(k.lower(),r),[s],lambda x: cls(2,strides=3)(x))
        case('more-pool-%s%d-cf-same'%(k.lower(),r),[(s[-1],)+s[:-1]],lambda x: cls(3,strides=2,padding='same',data_format='channels_first')(x),xla=True)
# others
case('more-frozen-regularized',[(6,)],lambda x: L.Dense(3,kernel_regularizer='l2')(L.Dense(5,kernel_regularizer='l1',trainable=False)(x)))
case('more-td-frozen',[(4,6)],lambda x: L.TimeDistributed(L.Dense(5,trainable=False,activation='relu'))(x))
case('more-td-regularized',[(4,6)],lambda x: L.TimeDistributed(L.Dense(5,kernel_regularizer='l2'))(x))
case('more-prelu-shared',[(4,3,2)],lambda x: L.PReLU(shared_axes=[1,2],alpha_regularizer='l2')(x))
case('more-relu-all',[(4,3)],lambda x: L.ReLU(max_value=1.2,negative_slope=.3,threshold=.4)(x))
case('more-elu-alpha',[(4,3)],lambda x: L.ELU(alpha=.3)(x))
case('more-activity-both',[(4,3)],lambda x: L.ActivityRegularization(l1=.2,l2=.3)(x))
case('more-activity-three',[(6,)],lambda x: L.Dense(2,activity_regularizer='l2')(L.Dense(4,activity_regularizer='l1')(x)))
case('more-crop2',[(7,8,2)],lambda x: L.Cropping2D((2,1))(x))
case('more-crop3',[(5,6,7,2)],lambda x: L.Cropping3D(((1,0),(2,1),(0,3)))(x))
case('more-pad1',[(5,2)],lambda x: L.ZeroPadding1D((0,3))(x))
case('more-pad2-cf',[(2,5,4)],lambda x: L.ZeroPadding2D(((0,2),(1,3)),data_format='channels_first')(x))
case('more-repeat',[(5,)],lambda x: L.RepeatVector(3)(x))
case('more-permute',[(2,3,4)],lambda x: L.Permute((3,1,2))(x))
case('more-reshape-2',[(2,6)],lambda x: L.Reshape((-1,2,2))(x))
case('more-flatten-cf',[(2,3,4)],lambda x: L.Flatten(data_format='channels_first')(x))
case('more-dot-norm',[(4,3),(5,3)],lambda a,b: L.Dot(axes=(2,2),normalize=True)([a,b]))
case('more-dot-mixed',[(4,3),(3,5)],lambda a,b: L.Dot(axes=(2,1))([a,b]))
case('more-up1',[(4,3)],lambda x: L.UpSampling1D(3)(x))
case('more-up3-cf',[(2,3,4,2)],lambda x: L.UpSampling3D((2,1,3),data_format='channels_first')(x))
case('more-bn-axis2',[(4,3,5)],lambda x: L.BatchNormalization(axis=2,momentum=.7,epsilon=.01)(x))
case('more-shared-twice',[(6,),(6,)],lambda a,b: (lambda d: L.Concatenate()([d(a),d(b)]))(L.Dense(4,activation='tanh',kernel_regularizer='l2')))
case('more-emb-cast',[(5,)],lambda x: L.Embedding(4,3)(L.ReLU(max_value=3)(x)))
old=[] if not ONLY or not os.path.exists(OUT+'index.json') else [e for e in json.load(open(OUT+'index.json')) if e['id'] not in {x['id'] for x in index}]
json.dump(old+index,open(OUT+'index.json','w')); print(len(index),'cases')
