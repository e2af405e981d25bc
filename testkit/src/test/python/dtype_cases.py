"""Losses and metrics with a dtype of their own: OUT [ONLY] as arguments, see unseen_kit.py."""
import unseen_kit
from unseen_kit import *
TOL={'float64':(1e-12,1e-12),'float16':(2e-3,1e-3),'bfloat16':(2e-2,1e-2)}
# Parts that Keras computes in float32 all the same: counts of AUC and Precision, sums of R2Score,
# the last quotient of IoU, and the logarithm of 2 in LogCosh.
FLOAT32={'AUC':(1e-5,1e-5),'Precision':(1e-6,1e-6),'R2Score':(1e-5,1e-5),'MeanIoU':(1e-6,1e-6),'LogCosh':(1e-8,1e-8)}
def tolerance(name,dtype): return FLOAT32.get(name,TOL[dtype]) if dtype=='float64' else TOL[dtype]
rng=np.random.default_rng(11)
P=rng.uniform(.02,.98,(6,4)); T=(rng.uniform(size=(6,4))>.5).astype('float64'); R=rng.normal(size=(6,4)); S=rng.normal(size=(6,4))
Q=P/P.sum(1,keepdims=True); LAB=rng.integers(0,4,6).astype('int32'); OH=np.eye(4)[LAB]; SW=rng.uniform(.2,2,6)
def loss(name,l,args,y,p,dtype,sw=None,sparse=False):
    rt,at=tolerance(l,dtype)
    # Predictions float64 so that a computation in float32 shows; targets too.
    real='float64' if dtype=='float64' else 'float32'
    y=np.asarray(y) if sparse else np.asarray(y,real); p=np.asarray(p,real)
    k=getattr(keras.losses,l)(dtype=dtype,**args)
    x=tf.constant(p)
    with tf.GradientTape() as tape:
        tape.watch(x); v=k(tf.constant(y),x,sample_weight=sw); s=tf.reduce_sum(v)
    g=tape.gradient(s,x)
    t={'y_true':y,'y_pred':p,'value':v.numpy(),'gradient':g.numpy()}
    c={'config':config(k),'args':dict(args,dtype=dtype),'y_true':'y_true','y_pred':'y_pred','value':'value','gradient':'gradient','rtol':rt,'atol':at}
    if sw is not None: t['sample_weight']=np.asarray(sw,real); c['sample_weight']='sample_weight'
    if ONLY in name: write('losses',name,c,t)
def metric(name,m,args,y,p,dtype,sw=None,sparse=False):
    rt,at=tolerance(m,dtype)
    real='float64' if dtype=='float64' else 'float32'
    k=getattr(keras.metrics,m)(dtype=dtype,**args)
    t={}; c={'config':config(k),'args':dict(args,dtype=dtype),'rtol':rt,'atol':at,'updates':[]}
    for i in range(3):
        yy=np.roll(np.asarray(y),i,0); pp=np.roll(np.asarray(p),2*i,-1).astype(real)
        yy=yy if sparse else yy.astype(real)
        k.update_state(tf.constant(yy),tf.constant(pp),sample_weight=None if sw is None else tf.constant(np.asarray(sw,real)))
        u={'y_true':'y_true/%d'%i,'y_pred':'y_pred/%d'%i,'result':'result/%d'%i}
        t['y_true/%d'%i]=yy; t['y_pred/%d'%i]=pp; t['result/%d'%i]=k.result().numpy()
        if sw is not None: t['sample_weight/%d'%i]=np.asarray(sw,real); u['sample_weight']='sample_weight/%d'%i
        c['updates'].append(u)
    c['variables']=[{'path':v.path,'tensor':'variable/%d'%i} for i,v in enumerate(k.variables)]
    for i,v in enumerate(k.variables): t['variable/%d'%i]=np.asarray(v.numpy())
    if ONLY in name: write('metrics',name,c,t)
for d in ['float64','float16','bfloat16']:
    loss('dtype-mse-'+d,'MeanSquaredError',{},R,S,d,sw=SW)
    loss('dtype-bce-'+d,'BinaryCrossentropy',{'label_smoothing':.1},T,P,d)
    loss('dtype-scce-'+d,'SparseCategoricalCrossentropy',{},LAB,Q,d,sparse=True)
    loss('dtype-cce-'+d,'CategoricalCrossentropy',{'from_logits':True,'reduction':'none'},OH,S,d)
    loss('dtype-cosine-'+d,'CosineSimilarity',{},R,S,d)
    loss('dtype-kl-'+d,'KLDivergence',{},Q[::-1],Q,d,sw=SW)
    loss('dtype-logcosh-'+d,'LogCosh',{'reduction':'mean_with_sample_weight'},R,S,d,sw=SW)
    loss('dtype-dice-'+d,'Dice',{},T,P,d)
    loss('dtype-tversky-'+d,'Tversky',{},T,P,d)
    loss('dtype-focal-'+d,'BinaryFocalCrossentropy',{},T,P,d)
    loss('dtype-huber-'+d,'Huber',{},R,S,d)
    loss('dtype-poisson-'+d,'Poisson',{},P,Q,d)
    loss('dtype-hinge-'+d,'SquaredHinge',{},T,S,d)
    metric('dtype-mean-squared-'+d,'MeanSquaredError',{},R,S,d,sw=SW)
    metric('dtype-root-mean-'+d,'RootMeanSquaredError',{},R,S,d)
    metric('dtype-binary-accuracy-'+d,'BinaryAccuracy',{},T,P,d,sw=SW)
    metric('dtype-categorical-crossentropy-'+d,'CategoricalCrossentropy',{},OH,Q,d)
    metric('dtype-auc-'+d,'AUC',{},T,P,d,sw=SW[:,None])
    metric('dtype-precision-'+d,'Precision',{},T,P,d)
    metric('dtype-f1-'+d,'F1Score',{'average':'weighted'},OH,Q,d,sw=SW)
    metric('dtype-r2-'+d,'R2Score',{},R,S,d,sw=SW)
    metric('dtype-iou-'+d,'MeanIoU',{'num_classes':4},LAB,np.roll(LAB,1).astype('float32'),d,sparse=True,sw=SW)
# Keras reads the dtype of a loss and does not write it: it is added here.
plain=unseen_kit.cfg
def with_dtypes(m):
    c=plain(m)
    for k,j in zip(flat(m.loss),c['loss'] if isinstance(c['loss'],list) else [c['loss']]):
        if k.dtype!='float32': j['config']['dtype']=k.dtype
    return c
unseen_kit.cfg=with_dtypes
M=keras.metrics; LO=keras.losses; sgd=lambda: keras.optimizers.SGD(.1)
def net(dtype,units=2,act=None):
    def f():
        x=keras.Input((5,),dtype=dtype)
        return keras.Model(x,L.Dense(units,act,dtype=dtype)(L.Dense(4,'tanh',dtype=dtype)(x)),name='functional')
    return f
def two():
    x=keras.Input((5,)); h=L.Dense(4,'tanh')(x)
    return keras.Model(x,[L.Dense(2,name='a')(h),L.Dense(3,'softmax',name='b',dtype='float64')(h)],name='functional')
def tight(name,rtol,atol):
    p=OUT+'fit/'+name+'/case.json'; c=json.load(open(p)); c['rtol']=rtol; c['atol']=atol; json.dump(c,open(p,'w'),indent=1)
V=(X[:7],Yr[:7])
for name,make,compile,rt,at,y,kw in [
  ('dtype-float64',net('float64'),dict(optimizer=sgd(),loss=LO.LogCosh(dtype='float64'),metrics=[M.MeanSquaredError(dtype='float64'),M.RootMeanSquaredError(name='r'),M.MeanAbsoluteError(dtype='float64',name='m')],weighted_metrics=[M.MeanSquaredError(name='w',dtype='float64')]),1e-7,1e-8,Yr,dict(sw=W,val=V)),
  ('dtype-mixed',net('float32'),dict(optimizer=sgd(),loss=LO.MeanSquaredError(dtype='bfloat16'),metrics=[M.MeanSquaredError(dtype='float16'),M.MeanAbsoluteError(dtype='bfloat16'),M.R2Score(dtype='float64')]),2e-2,1e-2,Yr,dict(sw=W)),
  ('dtype-softmax',net('float32',3,'softmax'),dict(optimizer=sgd(),loss=LO.SparseCategoricalCrossentropy(dtype='float64'),metrics=[M.SparseCategoricalAccuracy(dtype='float64'),M.SparseCategoricalCrossentropy(dtype='float64')]),1e-5,1e-6,Yc,{}),
  ('dtype-two',two,dict(optimizer=sgd(),loss=[LO.MeanSquaredError(dtype='float64'),LO.SparseCategoricalCrossentropy(dtype='float16')],loss_weights=[1.,.5],metrics=[[M.MeanSquaredError(dtype='float64')],[M.SparseCategoricalAccuracy(dtype='bfloat16')]]),2e-3,1e-3,[Yr,Yc],{})]:
    if ONLY in name:
        fit(name,make,compile,dict(epochs=2,batch_size=8),X,y,**kw); tight(name,rt,at)
done()
