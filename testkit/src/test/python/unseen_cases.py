"""The golden cases */unseen-*: arguments and combinations that the shared suite lacks, from real Keras.

    KERAS_BACKEND=tensorflow python unseen_cases.py OUT [PART_OF_NAME]

They are those of a suite of about 1000 random combinations that uncovered a defect.
"""
