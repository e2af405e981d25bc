"""Quantiles and shares of keras.random for RandomsTest: `KERAS_BACKEND=jax python randoms.py`."""
import os
os.environ.setdefault("KERAS_BACKEND", "jax")
import keras, numpy as np
n=400000
q=[.05,.25,.5,.75,.95]
r=keras.random
for name,x in {
 'truncated_normal':r.truncated_normal((n,),1.0,2.0,seed=1),'normal':r.normal((n,),1.0,2.0,seed=2),
 'gamma 0.5':r.gamma((n,),0.5,seed=3),'gamma 3':r.gamma((n,),3.0,seed=4),'beta 0.7 2':r.beta((n,),0.7,2.0,seed=5)}.items():
    print(name,[round(float(v),4) for v in np.quantile(np.asarray(x),q)])
for name,x in {'binomial 10 .3':r.binomial((n,),10.0,0.3,seed=6),'randint -2 5':r.randint((n,),-2,5,seed=7),'categorical':r.categorical(np.log(np.array([[.1,.2,.7]],'float32')),n,seed=8)}.items():
    v,c=np.unique(np.asarray(x),return_counts=True); print(name,dict(zip(v.tolist(),np.round(c/n,4).tolist())))
d=np.asarray(r.dropout(np.ones((n,),'float32'),0.3,seed=9)); print('dropout',(d==0).mean(),d.max())
