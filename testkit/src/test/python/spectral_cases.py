"""SpectralNormalization inside of TimeDistributed: OUT [ONLY], see unseen_kit.py."""
from unseen_kit import *
SN=L.SpectralNormalization
case('td-spectral-dense',[(3,4)],lambda x:L.TimeDistributed(SN(L.Dense(3)))(x))
case('td-spectral-two-iterations',[(4,5)],lambda x:L.TimeDistributed(SN(L.Dense(3,'tanh'),power_iterations=2))(x))
case('td-spectral-conv',[(2,5,4)],lambda x:L.TimeDistributed(SN(L.Conv1D(3,2)))(x))
case('td-spectral-embedding',[((3,4),'int5')],lambda x:L.TimeDistributed(SN(L.Embedding(5,3)))(x))
case('td-bidirectional-spectral',[(2,3,4)],lambda x:L.TimeDistributed(L.TimeDistributed(SN(L.Dense(2))))(x))
case('spectral-td',[(3,4)],lambda x:SN(L.Dense(3))(x))
SEQ=np.random.RandomState(3).normal(size=(12,3,4)).astype('float32')
fit('td-spectral',lambda: keras.Sequential([keras.Input((3,4)),L.TimeDistributed(SN(L.Dense(3,'tanh'))),L.Flatten(),L.Dense(1)],name='sequential'),dict(optimizer=keras.optimizers.SGD(.1),loss='mse'),dict(epochs=2,batch_size=6),SEQ,Yr1[:12])
def shared():
    x=keras.Input((3,4)); s=SN(L.Dense(3,'tanh'))
    return keras.Model(x,L.Dense(1)(L.Flatten()(L.Add()([s(x),s(L.Dense(4)(x))]))),name='functional')
fit('spectral-shared',shared,dict(optimizer=keras.optimizers.SGD(.1),loss='mse'),dict(epochs=2,batch_size=6),SEQ,Yr1[:12])
done()
