"""Fits with layers that are not trainable, in the ways Keras has of saying so: OUT [ONLY], see unseen_kit.py."""
from unseen_kit import *
kinds={'mha':(lambda **k:L.MultiHeadAttention(2,3,name='mha',**k),True),'gqa':(lambda **k:L.GroupQueryAttention(4,2,1,name='gqa',**k),True),
 'bi':(lambda **k:L.Bidirectional(L.LSTM(3),name='bi',**k),False),'td':(lambda **k:L.TimeDistributed(L.Dense(3),name='td',**k),False),
 'rnn':(lambda **k:L.RNN([L.LSTMCell(3),L.GRUCell(2)],name='rnn',**k),False),'lstm':(lambda **k:L.LSTM(3,name='lstm',**k),False),
 'tdmha':(lambda **k:L.TimeDistributed(L.Bidirectional(L.GRU(2)),name='outer',**k),None)}
S=np.random.RandomState(3).normal(size=(12,3,4)).astype('float32'); T=np.random.RandomState(4).normal(size=(12,2,3,4)).astype('float32')
for k,(f,two) in kinds.items():
    for way in ['constructor','attribute']:
        def make():
            l=f(trainable=False) if way=='constructor' else f()
            x=keras.Input((2,3,4) if two is None else (3,4)); y=l(x,x) if two else l(x)
            m=keras.Model(x,L.Dense(1)(L.Flatten()(y)),name='functional')
            if way=='attribute': l.trainable=False
            # What the model of a file is: the attribute is gone where the config cannot hold it.
            r=keras.models.model_from_json(m.to_json()); r.set_weights(m.get_weights()); return r
        if ONLY in k: fit('frozen-%s-%s'%(k,way),make,dict(optimizer=keras.optimizers.SGD(.1),loss='mse'),dict(epochs=2,batch_size=6),T if two is None else S,Yr1[:12])
done()
