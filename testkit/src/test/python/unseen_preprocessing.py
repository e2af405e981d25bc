"""Preprocessing layers with options drawn at random, by real Keras (TensorFlow backend); the cases
preprocessing/unseen-* are from it (u-text-11 is unseen-text-rows). python unseen_preprocessing.py OUT"""
import random
from unseen_kit import *
G='preprocessing'
def pc(name,make,adapt,inp,dt):
    id=G+'/'+name
    try:
        l=make()
        before=config(l)['config']
        if adapt is not None: l.adapt(np.array(adapt) if dt!='string' else tf.constant(adapt))
        if dt=='string': x=tf.constant(inp)
        else: x=tf.constant(np.array(inp,dt))
        y=l(x)
        y=np.asarray(y)
        c={'class_name':type(l).__name__,'config_before_adapt':before,'config':config(l)['config'],'adapt':adapt,'input':inp,'input_dtype':dt,'output_dtype':str(y.dtype) if y.dtype!=object else 'string','output_shape':list(y.shape)}
        def dec(o):
            if isinstance(o,bytes): return o.decode()
            if isinstance(o,list): return [dec(q) for q in o]
            return o
        c['output']=dec(y.tolist())
        if hasattr(l,'get_vocabulary'):
            c['vocabulary']=[v.item() if isinstance(v,np.generic) else v for v in l.get_vocabulary()]; c['vocabulary_size']=int(l.vocabulary_size())
        if type(l).__name__=='Discretization': c['bin_boundaries']=[float(v) for v in np.asarray(l.bin_boundaries)]
        if type(l).__name__=='Normalization' and adapt is not None: c['mean']=np.asarray(l.mean).tolist(); c['variance']=np.asarray(l.variance).tolist()
    except Exception as e:
        refused.append([name,repr(e)[:300]]); return
    write(G,name,c,None,'preprocessing')
W=["red","green","blue","Äpfel","x","the","quick","fox","don't","a","b"]
def words(r,n): return [r.choice(W+["zzz","yy",""]) for _ in range(n)]
def text(r): return r.choice([" ","  "," \t"]).join(r.choice(W+["Hello,","World!","re-do","(it)","naïve","12.5"]) for _ in range(r.choice([0,1,3,6,9])))
for i in range(36):
    r=random.Random(i)
    mode=r.choice(['int','int','multi_hot','count','tf_idf'])
    kw=dict(max_tokens=r.choice([None,None,5,9,20]),standardize=r.choice(['lower_and_strip_punctuation','lower','strip_punctuation',None]),split=r.choice(['whitespace','whitespace','character',None]),ngrams=r.choice([None,None,2,3,(1,3)]),output_mode=mode)
    if mode=='int': kw['output_sequence_length']=r.choice([None,4,10])
    elif kw['max_tokens']: kw['pad_to_max_tokens']=r.choice([True,False])
    ad=[text(r) for _ in range(7)]; xi=[text(r) for _ in range(5)]
    pc('u-text-%d'%i,lambda:L.TextVectorization(**kw),ad,xi,'string')
for i in range(36):
    r=random.Random(100+i)
    mode=r.choice(['int','int','one_hot','multi_hot','count','tf_idf'])
    kw=dict(output_mode=mode,num_oov_indices=r.choice([0,1,1,2,3]),max_tokens=r.choice([None,None,6,15]))
    if r.random()<.4: kw['mask_token']=r.choice(['','red','MASK'])
    if r.random()<.3: kw['oov_token']='OOV'
    if kw['max_tokens'] and mode!='int': kw['pad_to_max_tokens']=r.choice([True,False])
    if mode=='int' and r.random()<.3: kw['invert']=True; kw['num_oov_indices']=1
    ad=words(r,30)
    if r.random()<.3: ad=None; kw['vocabulary']=r.sample(W,5); kw.pop('max_tokens',None); kw.pop('pad_to_max_tokens',None)
    if ad is None and mode=='tf_idf': kw['idf_weights']=[.5,1.,2.,.1,3.]
    if kw.get('invert'): inp=[[r.randrange(0,9) for _ in range(3)] for _ in range(4)]; 
    elif mode=='one_hot': inp=words(r,6)
    else: inp=[words(r,4) for _ in range(3)]
    if kw['num_oov_indices']==0: inp=[[r.choice(['red']) for _ in range(4)]] if mode!='one_hot' else ['red']
    def mk(): return L.StringLookup(**kw)
    if kw.get('invert') and ad is not None:
        pc('u-string-%d'%i,lambda:L.StringLookup(**{**kw,'vocabulary':sorted(set(W))[:6],'max_tokens':None}),None,inp,'int64')
    else: pc('u-string-%d'%i,mk,ad,inp,'string' if not kw.get('invert') else 'int64')
for i in range(30):
    r=random.Random(200+i)
    mode=r.choice(['int','int','one_hot','multi_hot','count','tf_idf'])
    kw=dict(output_mode=mode,num_oov_indices=r.choice([1,1,2,3]),max_tokens=r.choice([None,None,6,15]))
    if r.random()<.4: kw['mask_token']=r.choice([0,7])
    if r.random()<.3: kw['oov_token']=-5
    if kw['max_tokens'] and mode!='int': kw['pad_to_max_tokens']=r.choice([True,False])
    ad=[r.randrange(-3,12) for _ in range(30)]
    if r.random()<.3: ad=None; kw['vocabulary']=[12,36,1138,42]; kw.pop('max_tokens',None); kw.pop('pad_to_max_tokens',None)
    if ad is None and mode=='tf_idf': kw['idf_weights']=[.5,1.,2.,.1]
    inp=[r.randrange(-5,45) for _ in range(6)] if mode=='one_hot' else [[r.randrange(-5,45) for _ in range(4)] for _ in range(3)]
    pc('u-integer-%d'%i,lambda:L.IntegerLookup(**kw),ad,inp,'int64')
for i in range(24):
    r=random.Random(300+i); rng=np.random.default_rng(i)
    mode=r.choice(['int','one_hot','multi_hot','count'])
    if r.random()<.5: kw=dict(bin_boundaries=sorted(round(r.uniform(-3,3),2) for _ in range(r.choice([1,3,5])))); ad=None
    else: kw=dict(num_bins=r.choice([2,5,8]),epsilon=r.choice([.01,.1,.001])); ad=rng.normal(size=(r.choice([20,150]),1)).astype('float32').tolist()
    pc('u-discretization-%d'%i,lambda:L.Discretization(output_mode=mode,**kw),ad,(rng.normal(size=(4,1 if mode=='one_hot' else 3))*2).astype('float32').tolist(),'float32')
for i in range(20):
    r=random.Random(400+i); rng=np.random.default_rng(i)
    shape=r.choice([(7,3),(6,2,4),(5,2,3,2)])
    ax=r.choice([-1,1,None,(1,) if len(shape)==2 else (1,-1)])
    ad=(rng.normal(size=shape)*3+1).astype('float32').tolist(); kw={}
    if r.random()<.25: kw=dict(mean=1.5,variance=2.25); ad=None
    inv=r.random()<.3
    pc('u-normalization-%d'%i,lambda:L.Normalization(axis=ax,invert=inv,**kw),ad,(rng.normal(size=(3,)+shape[1:])*2).astype('float32').tolist(),'float32')
for i in range(20):
    r=random.Random(500+i)
    mode=r.choice(['int','one_hot','multi_hot','count'])
    kw=dict(num_bins=r.choice([1,3,13,207]),output_mode=mode)
    if r.random()<.5: kw['salt']=r.choice([1337,[137,42],0])
    if r.random()<.4: kw['mask_value']='red'
    st_=r.random()<.7 or 'mask_value' in kw
    inp=(words(r,5) if st_ else [r.randrange(-9,999) for _ in range(5)]) if mode=='one_hot' else [(words(r,3) if st_ else [r.randrange(-9,999) for _ in range(3)]) for _ in range(4)]
    pc('u-hashing-%d'%i,lambda:L.Hashing(**kw),None,inp,'string' if st_ else 'int64')
for i in range(12):
    r=random.Random(600+i); mode=r.choice(['one_hot','multi_hot','count'])
    inp=[r.randrange(0,6) for _ in range(5)] if mode=='one_hot' else [[r.randrange(0,6) for _ in range(3)] for _ in range(r.choice([1,4]))]
    pc('u-category-%d'%i,lambda:L.CategoryEncoding(num_tokens=6,output_mode=mode),None,inp,r.choice(['int64','int32']))
done()
