"""Schedules with fractional steps, and a fit with a list of epochs to validate after: OUT [ONLY], see unseen_kit.py."""
from unseen_kit import *
D=keras.optimizers.schedules
for name,s in [('exponential',D.ExponentialDecay(.1,7.5,.5)),('exponential-staircase',D.ExponentialDecay(.1,2.5,.5,staircase=True)),
  ('inverse',D.InverseTimeDecay(.1,3.25,.5,staircase=True)),('polynomial',D.PolynomialDecay(.1,7.5,.01,power=2.)),('polynomial-cycle',D.PolynomialDecay(.1,4.5,.01,cycle=True)),
  ('cosine',D.CosineDecay(.1,9.5,alpha=.1)),('cosine-warmup',D.CosineDecay(.01,9.5,warmup_target=.2,warmup_steps=3.5)),('restarts',D.CosineDecayRestarts(.1,2.5)),('restarts-same',D.CosineDecayRestarts(.1,2.5,t_mul=1.,m_mul=.9)),('whole',D.ExponentialDecay(.1,8.,.5))]:
    steps=np.arange(0,24,dtype='int64')
    write('schedules','fraction-'+name,{'config':config(s),'steps':'steps','values':'values','atol':1e-7},{'steps':steps,'values':np.array([float(s(tf.constant(i))) for i in steps],'float32')})
net=lambda: keras.Sequential([keras.Input((5,)),L.Dense(4,'tanh'),L.Dense(3,'softmax')],name='sequential')
fit('validation-epochs',net,dict(optimizer=keras.optimizers.SGD(D.ExponentialDecay(.1,2.5,.5,staircase=True)),loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=5,batch_size=9,initial_epoch=1,validation_freq=[1,3,5,9],validation_batch_size=5),X,Yc,val=(X2@np.ones((3,5),'float32'),Yc))
done()
