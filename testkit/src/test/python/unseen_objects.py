"""Regularizers, constraints, initializers and summaries with options drawn at random, by real Keras: OUT."""
import io,os
os.environ['COLUMNS']='200'  # else rich cuts lines at 80
from unseen_kit import *
g=np.random.default_rng(21)
pick=lambda *v: v[int(g.integers(len(v)))]
R=keras.regularizers; C=keras.constraints; I=keras.initializers
def regularizer(name,r,x):
    v=tf.Variable(x)
    with tf.GradientTape() as t: y=tf.convert_to_tensor(r(v),'float32')
    write('regularizers',name,{'config':config(r),'x':'x','value':'value','gradient':'gradient'},{'x':x,'value':np.asarray(y,'float32'),'gradient':np.asarray(tf.convert_to_tensor(t.gradient(y,v,unconnected_gradients='zero')))})
def data(shape): 
    x=g.normal(size=shape).astype('float32')*pick(.01,1,30)
    if pick(0,1): x[g.uniform(size=shape)<.3]=0
    return x.astype('float32')
for i in range(24):
    s=pick((5,),(3,4),(2,3,4),(2,2,3,2),(1,1))
    r=pick(R.L1(pick(0.,.3,2.)),R.L2(pick(0.,.3)),R.L1L2(pick(0.,.1),pick(0.,.2)),R.L1L2(l1=.5))
    regularizer('u-%d'%i,r,data(s))
for i in range(12): regularizer('u-orthogonal-%d'%i,R.OrthogonalRegularizer(pick(.01,.5),pick('rows','columns')),g.normal(size=pick((3,4),(4,3),(5,1) if i%2 else (2,5),(2,2))).astype('float32'))
for i in range(36):
    s=pick((3,4),(2,3,4),(2,2,3,2)); ax=pick(0,1,-1,[0,1],[-1],[0,-1])
    c=pick(C.MaxNorm(pick(.5,2.),axis=ax),C.UnitNorm(axis=ax),C.MinMaxNorm(pick(0.,.3),pick(.8,2.),rate=pick(1.,.5,0.),axis=ax),C.NonNeg())
    x=data(s); write('constraints','u-%d'%i,{'config':config(c),'x':'x','value':'value'},{'x':x,'value':np.asarray(c(tf.constant(x)))})
for i,(k,s) in enumerate([(I.Constant(2.5),(3,)),(I.Constant(-1),(2,2)),(I.Constant(True),(2,)),(I.Constant(0),()),(I.Zeros(),(0,3)),(I.Ones(),(1,2,3)),(I.Identity(gain=.5),(3,3)),(I.Identity(gain=-2),(2,5)),(I.Identity(),(4,1))]):
    try: v=np.asarray(k(s)); write('initializers','u-%d'%i,{'config':config(k),'args':{'gain':k.gain} if isinstance(k,I.Identity) else {},'shape':list(s),'value':'value'},{'value':v.astype('float32')},'initializer-exact')
    except Exception as e: refused.append(['initializer %d'%i,str(e)[:200]])
def summary(name,m,args):
    out=io.StringIO(); m.summary(print_fn=lambda x,**k: out.write(x),**args)
    write('utils',name,{'function':'summary','args':args,'model':json.loads(m.to_json()),'compiled_with':None,'count_params':m.count_params(),'text':out.getvalue()},{},'summary')
for i in range(20):
    keras.backend.clear_session()
    x=keras.Input(pick((8,),(6,4),(6,6,3)),name='in'); y=x
    for j in range(int(g.integers(1,5))):
        n=len(y.shape)
        y=pick(lambda y:L.Dense(int(g.integers(1,9)),trainable=bool(pick(0,1)),name='a_rather_long_name_of_layer_%d'%j if pick(0,0,1) else None)(y),lambda y:L.BatchNormalization()(y),lambda y:L.Dropout(.5)(y),lambda y:L.Add()([y,L.Dense(int(y.shape[-1]))(y)]),lambda y:(L.LSTM(3,return_sequences=True)(y) if n==3 else L.Flatten()(y)),lambda y:(L.Conv2D(2,2,padding='same')(y) if n==4 else L.Activation('relu')(y)),lambda y:keras.Sequential([keras.Input(y.shape[1:]),L.Dense(2)],name='inner_%d'%j)(y))(y)
    m=keras.Model(x,pick(y,[y,L.Flatten()(y)]),name=pick('functional','odd [name]'))
    if pick(0,0,1): m.layers[-1].trainable=False
    args={k:v for k,v in [('line_length',pick(60,90,100,120)),('expand_nested',pick(None,True)),('show_trainable',pick(None,True))] if v is not None}
    try: summary('u-summary-%d'%i,m,args)
    except Exception as e: refused.append(['summary %d'%i,str(e)[:200]])
done()
