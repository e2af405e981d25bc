"""Fits with options drawn at random, by real Keras; u-weight-0-2 is fit/unseen-steps-cut, u-nested-part fit/unseen-nested-frozen."""
from unseen_kit import *
def seq(n,act,inp=5): return lambda: keras.Sequential([keras.Input((inp,)),L.Dense(4,'tanh'),L.Dense(n,act)],name='sequential')
# metrics strings
for i,(loss,mets,n,act,y) in enumerate([
 ('sparse_categorical_crossentropy',['acc','accuracy','crossentropy'],3,'softmax',Yc),
 ('categorical_crossentropy',['ce','acc','CategoricalAccuracy'],3,'softmax',Yo),
 ('binary_crossentropy',['ce','acc','AUC','Precision','Recall'],1,'sigmoid',Yb),
 ('MSE',['MAE','mse','MAPE','msle','cosine_similarity','RootMeanSquaredError'],2,None,Yr),
 ('mae',['mean_absolute_error','log_cosh','logcosh','huber'],2,None,Yr),
 ('Huber',['mse',keras.metrics.MeanAbsoluteError(name='m')],2,None,Yr),
 ('kld',['kullback_leibler_divergence','kl_divergence','poisson','cosine_similarity'],3,'softmax',Yo),
 ('hinge',['hinge','squared_hinge','categorical_hinge','binary_accuracy'],1,'tanh',Yb),
 ('categorical_focal_crossentropy',['top_k_categorical_accuracy','TopKCategoricalAccuracy'],3,'softmax',Yo),
 ('sparse_categorical_crossentropy',['sparse_top_k_categorical_accuracy','sparse_categorical_accuracy'],3,'softmax',Yc),
 ('binary_focal_crossentropy',['bce','BCE','binary_crossentropy','BinaryIoU'],1,'sigmoid',Yb),
 (['mse'],['mse'],2,None,Yr),
 ('mse',[['mse','mae']],2,None,Yr),
 ({'dense_1':'mse'},{'dense_1':['mae']},2,None,Yr),
 ('poisson',None,1,'softplus',Yb),('log_cosh',['mse'],2,None,Yr),('msle',['mape'],1,'softplus',Yb),('cosine_similarity',['cosine_similarity'],2,None,Yr),('dice',['accuracy'],1,'sigmoid',Yb),('tversky',['binary_iou' if False else 'binary_accuracy'],1,'sigmoid',Yb),('categorical_hinge',['accuracy'],3,None,Yo),
 (keras.losses.SparseCategoricalCrossentropy(from_logits=True,reduction='sum'),['accuracy'],3,None,Yc),
 (keras.losses.CategoricalCrossentropy(label_smoothing=.1,reduction='mean_with_sample_weight'),[keras.metrics.F1Score('macro'),keras.metrics.CategoricalCrossentropy(label_smoothing=.1)],3,'softmax',Yo),
 (keras.losses.MeanSquaredError(reduction='mean'),[keras.metrics.R2Score()],2,None,Yr),
 ('mse',['accuracy'],1,None,Yb),('mse',['accuracy'],2,None,Yr),('sparse_categorical_crossentropy',['accuracy'],3,'softmax',Yc[:,None]),
 ('binary_crossentropy',['accuracy'],3,'sigmoid',Yo),('mse',['accuracy','crossentropy'],3,'softmax',Yc)]):
    fit('u-str-%d'%i,seq(n,act),dict(optimizer=['sgd','Adam','rmsprop','SGD','adamw','nadam'][i%6],loss=loss,metrics=mets),dict(epochs=2,batch_size=[8,7,24,1,5][i%5]),X,y)
# weights
sgd=lambda:o.SGD(.1,momentum=.5)
for i,kw in enumerate([dict(sw=W),dict(sw=W[:,None]),dict(cw={0:.5,1:2.,2:1.}),dict(sw=W,cw={0:.5,1:2.}),dict(sw=W,val=(X[:7],Yc[:7]),vsw=W2[:7]),dict(sw=(W>.8).astype('float32')),dict(sw=W.astype('float64') if False else W)]):
  for j,(fa) in enumerate([dict(epochs=2,batch_size=5),dict(epochs=3,batch_size=8,validation_split=.3),dict(epochs=2,batch_size=6,steps_per_epoch=3)]):
    if 'val' in kw and 'validation_split' in fa: continue
    fit('u-weight-%d-%d'%(i,j),seq(3,'softmax'),dict(optimizer=sgd(),loss='sparse_categorical_crossentropy',metrics=['accuracy'],weighted_metrics=['accuracy','sparse_categorical_crossentropy']),fa,X,Yc,**kw)
fit('u-vfreq',seq(3,'softmax'),dict(optimizer=sgd(),loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=5,batch_size=9,initial_epoch=1,validation_freq=2),X,Yc,val=(X2@np.ones((3,5),'float32'),Yc))
fit('u-vfreq-list',seq(3,'softmax'),dict(optimizer=sgd(),loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=5,batch_size=9,validation_freq=[1,4],validation_batch_size=5),X,Yc,val=(X,Yc))
fit('u-vsteps',seq(3,'softmax'),dict(optimizer=sgd(),loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=2,batch_size=9,validation_batch_size=5,validation_steps=2),X,Yc,val=(X,Yc))
def two(names=('a','b'),extra=False,d=False):
    def f():
        i=keras.Input((5,),name='p'); j=keras.Input((3,),name='q'); h=L.Concatenate()([L.Dense(4,'tanh',kernel_regularizer='l2')(i),j])
        out=[L.Dense(3,'softmax',name=names[0])(h),L.Dense(2,name=names[1])(h)]
        if extra: out.append(L.Dense(1,name='c')(h))
        return keras.Model([i,j],dict(zip(names+(('c',) if extra else ()),out)) if d else out,name='case')
    return f
two_cases=[
 dict(loss='mse',metrics=None,_y=[Yo,Yr]),dict(loss=['categorical_crossentropy','mse'],metrics=[['acc'],['mae']],_y=[Yo,Yr]),
 dict(loss=['categorical_crossentropy',None],metrics=[['acc'],None],_y=[Yo,Yr]),dict(loss={'a':'categorical_crossentropy','b':'mse'},loss_weights={'a':.3,'b':2.},metrics={'b':'mae'},_y=[Yo,Yr]),
 dict(loss={'a':'categorical_crossentropy'},metrics={'a':['acc','ce']},_y=[Yo,Yr]),dict(loss={'a':'categorical_crossentropy','b':'mse'},metrics={'a':'acc'},weighted_metrics={'b':['mae']},_y=[Yo,Yr]),
 dict(loss=['sparse_categorical_crossentropy','huber'],loss_weights=[1.,.1],weighted_metrics=[['acc'],['mse']],_y=[Yc,Yr]),
 dict(loss=['categorical_crossentropy','mse'],metrics=['acc','mae'],_y=[Yo,Yr]),dict(loss=['categorical_crossentropy','mse'],metrics=[[],['mae']],_y=[Yo,Yr]),dict(loss=['mse','mse'],loss_weights=[2,0],_y=[Yo,Yr])]
for i,k in enumerate(two_cases):
    k=dict(k); y=k.pop('_y')
    fit('u-two-%d'%i,two(),dict(optimizer=o.Adam(.05),**k),dict(epochs=2,batch_size=8),[X,X2],y)
    if i in(0,1,3,6): fit('u-two-w-%d'%i,two(('z','b') if i==0 else ('a','b')),dict(optimizer=o.Adam(.05),**k),dict(epochs=2,batch_size=8,validation_split=.25 if i==1 else 0.),[X,X2],y,sw=[W,W2] if i!=1 else [W,W2])
fit('u-three',two(extra=True),dict(optimizer='sgd',loss=['categorical_crossentropy','mse',None],metrics=[['acc'],[],['mae']]),dict(epochs=2,batch_size=8),[X,X2],[Yo,Yr,Yr1])
# optimizers with options in fit
for i,mk in enumerate([lambda:o.Adam(o.schedules.CosineDecayRestarts(.05,3,1.5,.8,.1),use_ema=True,ema_momentum=.7),lambda:o.SGD(.1,nesterov=True,momentum=.9,clipvalue=.05,weight_decay=.01),lambda:o.AdamW(.05,clipnorm=.3,gradient_accumulation_steps=2),lambda:o.RMSprop(.01,centered=True,momentum=.5,global_clipnorm=.2),lambda:o.Nadam(.05,use_ema=True,ema_overwrite_frequency=2),lambda:o.Adam(.05,loss_scale_factor=16.),lambda:o.Adagrad(o.schedules.InverseTimeDecay(.5,2,.5,True)),lambda:o.Lion(.01,weight_decay=.1,use_ema=True),lambda:o.Ftrl(.1,l1_regularization_strength=.01,l2_shrinkage_regularization_strength=.02),lambda:o.Adafactor(.1,relative_step=False),lambda:o.Lamb(.05),lambda:o.Adadelta(1.,rho=.8),lambda:o.Adamax(.05,gradient_accumulation_steps=3,use_ema=True),lambda:o.LossScaleOptimizer(o.Adam(.05),initial_scale=8.,dynamic_growth_steps=2),lambda:o.SGD(.1,use_ema=True,gradient_accumulation_steps=2,ema_overwrite_frequency=3),lambda:o.Muon(.02)]):
    def mm(): return keras.Sequential([keras.Input((5,)),L.Dense(4,'tanh',kernel_constraint='max_norm',bias_regularizer='l1'),L.BatchNormalization(momentum=.8),L.Dense(3,'softmax',kernel_constraint='unit_norm' if i%2 else None)],name='sequential')
    fit('u-opt-%d'%i,mm,dict(optimizer=mk(),loss='sparse_categorical_crossentropy',metrics=['accuracy']),dict(epochs=3,batch_size=7),X,Yc)
T=r.randint(0,6,size=(24,5)).astype('int32')
def emb(): return keras.Sequential([keras.Input((5,),dtype='int32'),L.Embedding(6,4,mask_zero=True,embeddings_regularizer='l2'),L.Bidirectional(L.LSTM(3,return_sequences=True)),L.Dense(3,'softmax')],name='sequential')
Yt=r.randint(3,size=(24,5)).astype('int32')
for i,(l,mt,sw) in enumerate([('sparse_categorical_crossentropy',['accuracy'],None),(keras.losses.SparseCategoricalCrossentropy(ignore_class=0),['accuracy'],r.uniform(.1,1,(24,5)).astype('float32')),(keras.losses.SparseCategoricalCrossentropy(reduction='mean_with_sample_weight'),['sparse_categorical_crossentropy'],None),(keras.losses.SparseCategoricalCrossentropy(reduction='sum'),['accuracy'],W[:,None])]):
    fit('u-emb-%d'%i,emb,dict(optimizer='sgd',loss=l,metrics=mt,weighted_metrics=['accuracy']),dict(epochs=2,batch_size=8),T,Yt,sw=sw)
def fz(m): m.layers[0].trainable=False
fit('u-frozen',seq(3,'softmax'),dict(optimizer='adam',loss='sparse_categorical_crossentropy'),dict(epochs=2,batch_size=8),X,Yc,tweak=fz)
def nested():
    base=keras.Sequential([keras.Input((5,)),L.Dense(4,'tanh',kernel_regularizer='l2'),L.BatchNormalization()]); i=keras.Input((5,)); return keras.Model(i,L.Dense(3,'softmax')(base(i)),name='case')
fit('u-nested-frozen',nested,dict(optimizer='adam',loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=2,batch_size=8),X,Yc,tweak=lambda m:setattr(m.layers[1],'trainable',False))
fit('u-nested-part',nested,dict(optimizer='adam',loss='sparse_categorical_crossentropy',metrics=['acc']),dict(epochs=2,batch_size=8),X,Yc,tweak=lambda m:setattr(m.layers[1].layers[0],'trainable',False))
fit('u-act-reg',lambda:keras.Sequential([keras.Input((5,)),L.Dense(4,'tanh',activity_regularizer='l2'),L.ReLU(activity_regularizer='l1'),L.Dense(3,'softmax')],name='sequential'),dict(optimizer='sgd',loss='sparse_categorical_crossentropy'),dict(epochs=2,batch_size=7),X,Yc)
fit('u-spe',seq(3,'softmax'),dict(optimizer=sgd(),loss='sparse_categorical_crossentropy',metrics=['acc'],steps_per_execution=2),dict(epochs=2,batch_size=5),X,Yc)
fit('u-one',seq(1,None),dict(optimizer=sgd(),loss='mse',metrics=['mse']),dict(epochs=2,batch_size=1),X[:1],Yb[:1])
fit('u-y1d',seq(1,None),dict(optimizer=sgd(),loss='mse',metrics=['mse','mae']),dict(epochs=2,batch_size=7),X,Yr1[:,0])
fit('u-bce1d',seq(1,'sigmoid'),dict(optimizer=sgd(),loss='bce',metrics=['accuracy','AUC']),dict(epochs=2,batch_size=7),X,Yb[:,0])
fit('u-yint',seq(1,'sigmoid'),dict(optimizer=sgd(),loss='bce',metrics=['accuracy','AUC']),dict(epochs=2,batch_size=7),X,Yb[:,0].astype('int32'))
fit('u-f64metric',seq(1,None),dict(optimizer=sgd(),loss='mse',metrics=[keras.metrics.MeanSquaredError(dtype='float64'),keras.metrics.MeanAbsoluteError(dtype='float64')]),dict(epochs=2,batch_size=7),X,Yr1)
done()
