"""A plan and texts small enough for tests."""

from flame.storage.dataset import load_corpus
from offline.training.examples import train_tokenizer
from offline.training.plan import TrainingPlan, TrainingTexts

PLAN = TrainingPlan(
    pretrain_steps=4, finetune_steps=2, pretrain_seconds=None, finetune_seconds=None, batch=8, finetune_batch=4,
    learning_rate=4e-3, finetune_rate=0.5, vocabulary=420, d_model=16, d_ff=32, num_heads=2, num_experts=4, blocks=2,
    moe_layers=1, max_source_tokens=64, max_target_tokens=32, dropout=0.1, expert_dropout=0.2, input_dropout=0.1,
    balance_loss=0.01, router_z_loss=0.001, router_jitter=0.01, average=0.9, evaluate_every=1, patience=5,
    checkpoint_seconds=60.0, seed=0,
)  # fmt: skip

CORPUS = load_corpus("sample").split("train")
TEXTS = TrainingTexts((CORPUS,), CORPUS[:3], CORPUS[:20], CORPUS[20:24])


def small_tokenizer():
    return train_tokenizer([d.text for d in CORPUS], PLAN.vocabulary)
