"""The golden cases */unseen-*: what the shared suite lacks, of a random suite of about 1000 cases that real Keras made.

    python unseen_cases.py OUT [PART_OF_NAME]
"""
from unseen_kit import *
def loss(name,cls,args,y_true,y_pred):
    fn=getattr(keras.losses,cls)(**args); p=tf.Variable(y_pred)
    with tf.GradientTape() as tape:
        value=fn(tf.constant(y_true),p); total=tf.reduce_sum(value)
    write('losses',name,{'config':config(fn),'args':args,'y_true':'y_true','y_pred':'y_pred','value':'value','gradient':'gradient'},
        {'y_true':y_true,'y_pred':y_pred,'value':value.numpy(),'gradient':tape.gradient(total,p).numpy()})
REG1=[None,'l1',keras.regularizers.L1L2(0.01,0.03),None]
mixed=lambda: [L.GRUCell(3,reset_after=False),L.LSTMCell(2,unit_forget_bias=False),L.SimpleRNNCell(4,activation='relu')]
case('unseen-td-trainable-false',[(3,5)],lambda x:L.TimeDistributed(L.Dense(4),trainable=False)(x))
case('unseen-td-activity',[(3,5)],lambda x:L.TimeDistributed(L.Dense(4,activity_regularizer='l2',kernel_regularizer='l1'))(x))
case('unseen-bid-activity-td',[(2,4,3)],lambda x:L.TimeDistributed(L.Bidirectional(L.LSTM(2,activity_regularizer='l2')))(x))
case('unseen-bid-activity-outer',[(4,3)],lambda x:L.Bidirectional(L.LSTM(2),activity_regularizer='l2')(x))
case('unseen-rnn-stacked-frozen',[(4,3)],lambda x:L.RNN(L.StackedRNNCells([L.GRUCell(2),L.LSTMCell(2)],trainable=False))(x))
case('unseen-rnn-mixed-1',[(5,4)],lambda x:L.RNN(mixed(),return_sequences=True,return_state=True)(L.Masking()(x)),masked=(0,),batch=1)
case('unseen-seq-frozen',[(5,)],lambda x:keras.Sequential([L.Dense(4),L.BatchNormalization()],trainable=False)(x))
case('unseen-spec-emb-1',[((4,),'int6')],lambda x:L.SpectralNormalization(L.Embedding(6,3))(x))
case('unseen-areg-bn',[(4,)],lambda x:L.BatchNormalization(activity_regularizer='l2')(x))
case('unseen-areg-pool',[(6,5,2)],lambda x:L.MaxPooling2D(activity_regularizer='l2')(x))
case('unseen-nested-dict',[(4,),(4,)],lambda a,b:(lambda i,j:keras.Model({'p':i,'q':j},{'s':L.Add()([i,j]),'d':L.Dense(2)(i)})({'p':a,'q':b}))(keras.Input((4,),name='p'),keras.Input((4,),name='q')))
case('unseen-nested-outputs',[(4,)],lambda a:[[L.Dense(2)(a),L.Dense(3)(a)],L.Dense(1)(a)])
case('unseen-mixed-add',[((4,),'int6'),(4,),((4,),'int3')],lambda a,b,c:L.Add()([a,b,c]))
case('unseen-mixed-average',[(4,),((4,),'int6')],lambda a,b:L.Average()([a,b]))
case('unseen-mixed-maximum',[((4,),'int6'),(4,)],lambda a,b:L.Maximum()([a,b]))
case('unseen-mixed-multiply',[((4,),'int6'),(4,)],lambda a,b:L.Multiply()([a,b]))
case('unseen-mixed-subtract',[((4,),'int6'),(4,)],lambda a,b:L.Subtract()([a,b]))
case('unseen-mixed-concatenate',[((4,),'int6'),(3,)],lambda a,b:L.Concatenate()([a,b]))
case('unseen-mixed-dot',[((4,),'int6'),(4,)],lambda a,b:L.Dot(1)([a,b]))
case('unseen-int-average',[((5,3),'int6')],lambda a:L.GlobalAveragePooling1D()(a))
r=np.random.RandomState(17)
loss('unseen-huber-0','Huber',{'reduction':None,'delta':1.},r.uniform(size=(4,3)).astype('float32'),r.normal(size=(4,3)).astype('float32'))
loss('unseen-kldivergence-3','KLDivergence',{'reduction':None},r.uniform(.05,.95,size=(13,1)).astype('float32'),r.uniform(.05,.95,size=(13,1)).astype('float32'))
def two(names=('a','b'),extra=False,d=False):
    def f():
        i=keras.Input((5,),name='p'); j=keras.Input((3,),name='q'); h=L.Concatenate()([L.Dense(4,'tanh',kernel_regularizer='l2')(i),j])
        out=[L.Dense(3,'softmax',name=names[0])(h),L.Dense(2,name=names[1])(h)]
        if extra: out.append(L.Dense(1,name='c')(h))
        return keras.Model([i,j],dict(zip(names+(('c',) if extra else ()),out)) if d else out,name='case')
    return f
fit('unseen-two-2',two(),dict(optimizer=o.Adam(.05),loss=['categorical_crossentropy',None],metrics=[['acc'],None]),dict(epochs=2,batch_size=8),[X,X2],[Yo,Yr])
fit('unseen-two-w-1',two(),dict(optimizer=o.Adam(.05),loss=['categorical_crossentropy','mse'],metrics=[['acc'],['mae']]),dict(epochs=2,batch_size=8,validation_split=.25),[X,X2],[Yo,Yr],sw=[W,W2])
x=np.random.RandomState(3).normal(size=(1,2)).astype('float32')*2; v=tf.Variable(x)
with tf.GradientTape() as t:
    y=keras.activations.relu(v,threshold=.5); z=tf.reduce_sum(y)
write('activations','unseen-relu-1-2',dict(activation='relu',args=dict(threshold=.5),x='x',y='y',upstream='upstream',gradient='gradient'),dict(x=x,y=y.numpy(),upstream=np.ones_like(x),gradient=t.gradient(z,v).numpy()))
done()
