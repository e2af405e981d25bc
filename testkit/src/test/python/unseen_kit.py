"""Writers of cases for the unseen_*.py scripts that import it: OUT [ONLY] as arguments."""
import os,sys,json,zlib,itertools
os.environ['KERAS_BACKEND']='tensorflow'; os.environ['TF_CPP_MIN_LOG_LEVEL']='3'; os.environ['CUDA_VISIBLE_DEVICES']=''
import numpy as np, keras, struct, tensorflow as tf
from keras import layers as L, ops
OUT=sys.argv[1].rstrip('/')+'/'; ONLY=sys.argv[2] if len(sys.argv)>2 else ''
LOG=OUT+'started.txt'; os.makedirs(OUT,exist_ok=True)
SKIP=set(open(LOG).read().split('\n')) if os.path.exists(LOG) else set()
def load(n):
    return json.load(open(OUT+n)) if os.path.exists(OUT+n) and SKIP else []
index=load('index.json'); refused=load('refused.json')
def begin(id):
    if id in SKIP: return False
    open(LOG,'a').write(id+'\n')
    json.dump(index,open(OUT+'index.json','w'),indent=0); json.dump(refused,open(OUT+'refused.json','w'),indent=1)
    return True
def st(path,tensors):
    names={'float32':'F32','float64':'F64','int32':'I32','int64':'I64','bool':'BOOL','uint8':'U8','float16':'F16','bfloat16':'BF16'}
    head={}; blob=b''
    for k,a in tensors.items():
        a=np.ascontiguousarray(a) if np.ndim(a) else np.asarray(a)
        b=a.tobytes(); head[k]={'dtype':names[str(a.dtype)],'shape':list(a.shape),'data_offsets':[len(blob),len(blob)+len(b)]}; blob+=b
    h=json.dumps(head).encode(); h+=b' '*(-len(h)%8)
    open(path,'wb').write(struct.pack('<Q',len(h))+h+blob)
def flat(x): return keras.tree.flatten(x)
def clean(o):
    if isinstance(o, dict): return {k: clean(v) for k, v in o.items()}
    if isinstance(o, (list, tuple)): return [clean(v) for v in o]
    if isinstance(o, np.generic): o=o.item()
    if isinstance(o, float) and not np.isfinite(o): return "NaN" if np.isnan(o) else ("Infinity" if o > 0 else "-Infinity")
    return o
def config(o): return json.loads(json.dumps(clean(keras.saving.serialize_keras_object(o))))
def write(group,name,case,tensors,kind=None):
    if not begin(group+'/'+name): return
    folder=OUT+group+'/'+name; os.makedirs(folder,exist_ok=True)
    if tensors: st(folder+'/tensors.safetensors',{k:np.asarray(v) for k,v in tensors.items()})
    c={'id':group+'/'+name,'group':group,'covers':[],'rtol':1e-4,'atol':1e-5}
    if kind: c['kind']=kind
    c.update(case)
    if tensors: c['tensors']='tensors.safetensors'
    json.dump(clean(c),open(folder+'/case.json','w'),indent=1)
    e={'id':group+'/'+name,'group':group,'folder':group+'/'+name}
    if kind: e['kind']=kind
    index.append(e)
def done():
    json.dump(index,open(OUT+'index.json','w'),indent=0)
    print('DONE',len(index),'cases',len(refused),'refused')
    json.dump(refused,open(OUT+'refused.json','w'),indent=1)
def case(id,ins,build,random=False,xla=False,batch=3,rtol=1e-4,atol=1e-5,masked=(),prep=None,model=None,unit=False,post=None):
    if ONLY and ONLY not in id: return
    if not begin(id): return
    keras.backend.clear_session()
    rng=np.random.default_rng(zlib.crc32(id.encode()))
    K=[]; X=[]
    for i,sp in enumerate(ins):
        shape,dt=(sp if (len(sp)==2 and isinstance(sp[0],(tuple,list))) else (sp,'float32'))
        hi=dt[3:] if dt.startswith('int') and dt[3:] and dt not in('int32','int64') else None
        real='int32' if hi else dt
        K.append(keras.Input(shape,dtype=real,name='in%d'%i))
        s=(batch,)+tuple(5 if d is None else d for d in shape)
        if real=='bool': X.append(rng.random(s)<0.7)
        elif real.startswith('int'): X.append(rng.integers(0,int(hi or 5),s).astype(real))
        elif unit: X.append(rng.random(s).astype(real))
        else: X.append(rng.normal(size=s).astype(real))
        if i in masked:
            X[-1][0,-2:]=0
            if batch>1: X[-1][1,:1]=0
            if batch>2 and s[1]>2: X[-1][2,2]=0
    try:
        out=build(*K)
        m=keras.Model(K if len(K)>1 else K[0],out,name='case')
        if post: post(m)
    except Exception as e:
        refused.append([id,str(e)[:300]]); return
    t={}; c={'id':'layers/'+id,'group':'layers','covers':[],'rtol':rtol,'atol':atol,'kind':'layer','tensors':'tensors.safetensors'}
    try: c['model']=json.loads(m.to_json())
    except Exception as e: refused.append([id,'to_json '+str(e)[:300]]); return
    for i,x in enumerate(X): t['input/%d'%i]=x
    c['inputs']=['input/%d'%i for i in range(len(X))]
    c['weights']=[]
    tr=set(id_(w) for w in m.trainable_weights)
    for i,w in enumerate(m.weights):
        v=(rng.normal(size=w.shape)*0.5).astype(w.dtype)
        if 'variance' in w.path: v=np.abs(v)+np.asarray(0.5,w.dtype)
        w.assign(v); t['weight/%d'%i]=np.asarray(w.numpy())
        c['weights'].append({'path':w.path,'shape':list(w.shape),'trainable':id_(w) in tr,'tensor':'weight/%d'%i})
    ups={}
    def rng_up(i,y):
        if i not in ups: ups[i]=np.random.default_rng(77+i).normal(size=tuple(y.shape)).astype(y.dtype.as_numpy_dtype)
        return tf.constant(ups[i])
    def run(training):
        xs=[tf.constant(x) for x in X]
        def f(*xs):
            with tf.GradientTape() as tape:
                vs=[x for x in xs if x.dtype.is_floating]+[w.value for w in m.trainable_weights]
                for x in xs:
                    if x.dtype.is_floating: tape.watch(x)
                ys=flat(m(list(xs) if len(xs)>1 else xs[0],training=training))
                up=[None if not y.dtype.is_floating else rng_up(i,y) for i,y in enumerate(ys)]
                fl=[tf.reduce_sum(tf.cast(y*u,tf.float32)) for y,u in zip(ys,up) if u is not None]
                s=tf.add_n(fl) if fl else None
            g=tape.gradient(s,vs,unconnected_gradients='zero') if fl else [tf.zeros_like(v) for v in vs]
            return ys,[getattr(y,'_keras_mask',None) for y in ys],up,g,list(m.losses)
        if xla: f=tf.function(f,jit_compile=True)
        return f(*xs)
    try:
        ys,masks,up,g0,losses=run(False)
        if not random:
            ws=[w.numpy() for w in m.weights]
            ys2,_,_,g,losses2=run(True)
        else: g=g0
    except Exception as e:
        refused.append([id,'run '+str(e)[:300]]); return
    for i,y in enumerate(ys): t['inference/%d'%i]=np.asarray(y)
    c['inference']=['inference/%d'%i for i in range(len(ys))]
    if any(k is not None for k in masks):
        c['output_masks']=[None if k is None else 'mask/%d'%i for i,k in enumerate(masks)]
        for i,k in enumerate(masks):
            if k is not None: t['mask/%d'%i]=np.asarray(k)
    c['inference_losses']=[float(x) for x in losses]
    c['gradient_mode']='inference' if random else 'training'
    if not random:
        for i,y in enumerate(ys2): t['training/%d'%i]=np.asarray(y)
        c['training']=['training/%d'%i for i in range(len(ys2))]
        c['training_losses']=[float(x) for x in losses2]
        sa=[]
        for i,(w,b) in enumerate(zip(m.weights,ws)):
            if id_(w) not in tr or not np.array_equal(b,w.numpy()):
                t['state/%d'%i]=w.numpy(); sa.append({'path':w.path,'tensor':'state/%d'%i})
        if sa: c['state_after']=sa
    c['upstream']=[None if u is None else 'upstream/%d'%i for i,u in enumerate(up)]
    for i,u in enumerate(up):
        if u is not None: t['upstream/%d'%i]=np.asarray(u)
    gi=iter(g); c['input_gradients']=[]
    def dense(x): return np.asarray(tf.convert_to_tensor(x))
    for i,x in enumerate(X):
        if x.dtype.kind=='f': t['gin/%d'%i]=dense(next(gi)); c['input_gradients'].append('gin/%d'%i)
        else: c['input_gradients'].append(None)
    c['weight_gradients']=[]
    for i,w in enumerate(m.trainable_weights):
        t['gw/%d'%i]=dense(next(gi)); c['weight_gradients'].append({'path':w.path,'tensor':'gw/%d'%i})
    if any(v.dtype.kind=='f' and not np.isfinite(v).all() for v in t.values()): refused.append([id,'NONFINITE'])
    d=OUT+'layers/'+id; os.makedirs(d,exist_ok=True)
    try: st(d+'/tensors.safetensors',t)
    except KeyError as e: refused.append([id,'dtype '+str(e)]); return
    json.dump(clean(c),open(d+'/case.json','w'))
    index.append({'id':'layers/'+id,'group':'layers','kind':'layer','folder':'layers/'+id})
id_=id
def combos(opts,n,seed):
    """n random combinations; each value of each option at least once if n allows"""
    rng=np.random.default_rng(seed); keys=list(opts)
    out=[]
    for i in range(n):
        c={}
        for k in keys:
            vs=opts[k]; off=zlib.crc32(k.encode())%len(vs)
            j=(i+off)%len(vs) if i<len(vs) else int(rng.integers(len(vs)))
            c[k]=vs[j]
        out.append(c)
    return out
o=keras.optimizers
def cfg(m): return json.loads(json.dumps(clean(m.get_compile_config())))
def fit(name,make,compile,fitargs,x,y,sw=None,val=None,vsw=None,cw=None,tweak=None):
    if 'fit/'+name in SKIP: return
    keras.backend.clear_session(); keras.utils.set_random_seed(zlib.crc32(name.encode())%1000)
    t={}; c={}
    L1=lambda v:v if isinstance(v,list) else [v]
    try:
        m=make()
        if tweak: tweak(m)
        m.compile(**compile); 
        m.optimizer.build(m.trainable_variables)
        c['model']=json.loads(m.to_json())
        c['weights']=[]
        tr=set(id(w) for w in m.trainable_weights)
        for i,w in enumerate(m.weights):
            t['weight/%d'%i]=w.numpy(); c['weights'].append({'path':w.path,'trainable':id(w) in tr,'tensor':'weight/%d'%i})
        c['compile']=cfg(m)
        c['fit']=dict(fitargs,shuffle=False,verbose=0)
        c['evaluate_uses_sample_weight']=False
        kw=dict(c['fit'])
        if cw: c['fit']['class_weight']={str(k):v for k,v in cw.items()}; kw['class_weight']=cw
        def put(k,v):
            for i,a in enumerate(L1(v)): t['%s/%d'%(k,i)]=a
            return ['%s/%d'%(k,i) for i in range(len(L1(v)))]
        c['x']=put('x',x); c['y']=put('y',y)
        if sw is not None: c['sample_weight']=put('sample_weight',sw); kw['sample_weight']=sw
        if val: 
            c['validation_x']=put('validation_x',val[0]); c['validation_y']=put('validation_y',val[1])
            if vsw is not None: c['validation_sample_weight']=put('validation_sample_weight',vsw); kw['validation_data']=(val[0],val[1],vsw)
            else: kw['validation_data']=val
        h=m.fit(x,y,**kw)
        c['history']={k:[float(v) for v in vs] for k,vs in sorted(h.history.items()) if k!='learning_rate'}
        ev=m.evaluate(x,y,batch_size=fitargs.get('batch_size'),verbose=0,return_dict=True)
        c['evaluate']={k:float(v) for k,v in sorted(ev.items())}
        c['predict']=put('predict',keras.tree.flatten(m.predict(x,verbose=0)))
        c['final_weights']=[{'path':w.path,'tensor':'final/%d'%i} for i,w in enumerate(m.weights)]
        for i,w in enumerate(m.weights): t['final/%d'%i]=w.numpy()
        c['optimizer_variables']=[{'path':w.path,'tensor':'optimizer/%d'%i} for i,w in enumerate(m.optimizer.variables)]
        for i,w in enumerate(m.optimizer.variables): t['optimizer/%d'%i]=w.numpy()
        for k,v in t.items():
            if np.asarray(v).dtype==np.uint32: t[k]=np.asarray(v).astype('int64')
    except Exception as e: refused.append([name,str(e)[:300]]); return
    write('fit',name,c,t,'fit')
r=np.random.RandomState(5)
X=r.normal(size=(24,5)).astype('float32'); X2=r.normal(size=(24,3)).astype('float32')
Yc=r.randint(3,size=24).astype('int32'); Yo=np.eye(3,dtype='float32')[Yc]; Yb=(r.uniform(size=(24,1))>.5).astype('float32'); Yr=r.normal(size=(24,2)).astype('float32'); Yr1=r.normal(size=(24,1)).astype('float32')
W=r.uniform(.2,2,24).astype('float32'); W2=r.uniform(.2,2,24).astype('float32')
