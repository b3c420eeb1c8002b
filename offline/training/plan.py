"""What is trained, on what, for how long: the plan of the embedded model."""

from __future__ import annotations

from dataclasses import dataclass

from transformers import SwitchTransformersConfig

from flame.models.switch_shapes import switch_config
from flame.storage.dataset import Dialogue


@dataclass(frozen=True)
class TrainingPlan:
    """Two stages, each ended by its steps or its seconds, whichever comes first.

    Args:
        pretrain_steps, finetune_steps: optimiser steps of each stage.
        pretrain_seconds, finetune_seconds: time limits of the stages; None for none. Learning rates follow whichever
            of steps and time is further.
        batch, finetune_batch: examples a step.
        learning_rate: peak. Pre-training warms up, stays, and decays linearly to a tenth over its last two fifths.
        finetune_rate: share of the peak at which fine-tuning starts; it decays linearly to nothing.
        vocabulary: entries of the byte-level BPE tokenizer, sentinels included.
        max_source_tokens, max_target_tokens: longer examples are cut.
        dropout, expert_dropout: of fine-tuning, outside and inside the experts (Fedus et al. 2022, section 4.2: 0.1 and
            0.4). Pre-training has none.
        input_dropout: share of the decoder's input tokens that fine-tuning hides, so that a summary cannot be recalled
            from its own beginning (Bowman et al. 2016).
        balance_loss: weight of transformers' load-balancing loss (Fedus et al. 2022, section 2.2: 0.01).
        router_z_loss: weight of transformers' router z-loss (Zoph et al. 2022: 0.001, as in its configuration).
        router_jitter: half width of the uniform factor on a router's input (Fedus et al. 2022: 0.01).
        average: decay a step of the moving average of the weights that fine-tuning evaluates and keeps.
        evaluate_every: fine-tuning steps between looks at the held-out loss; pre-training looks ten times less often.
        patience: looks without a better held-out loss after which fine-tuning stops.
        checkpoint_seconds: time between checkpoints.
    """

    pretrain_steps: int
    finetune_steps: int
    pretrain_seconds: float | None
    finetune_seconds: float | None
    batch: int
    finetune_batch: int
    learning_rate: float
    finetune_rate: float
    vocabulary: int
    d_model: int
    d_ff: int
    num_heads: int
    num_experts: int
    blocks: int
    moe_layers: int
    max_source_tokens: int
    max_target_tokens: int
    dropout: float
    expert_dropout: float
    input_dropout: float
    balance_loss: float
    router_z_loss: float
    router_jitter: float
    average: float
    evaluate_every: int
    patience: int
    checkpoint_seconds: float
    seed: int

    def switch_config(self) -> SwitchTransformersConfig:
        """The transformers configuration of the model that this plan trains; no sequence overflows an expert."""
        return switch_config(
            vocabulary=self.vocabulary, d_model=self.d_model, d_ff=self.d_ff, num_heads=self.num_heads,
            num_experts=self.num_experts, blocks=self.blocks, moe_layers=self.moe_layers, expert_capacity=512,
            dropout_rate=self.dropout, router_z_loss_coef=self.router_z_loss, router_aux_loss_coef=self.balance_loss,
            router_jitter_noise=self.router_jitter, pad_token_id=0, eos_token_id=1,
        )  # fmt: skip


@dataclass(frozen=True)
class TrainingTexts:
    """What a plan is trained on.

    Args:
        chats: corpora of unlabelled dialogues, drawn from equally often.
        notes: dialogues with notes of another kind than the summaries wanted, for pre-training.
        summarised: dialogues with the summaries wanted, for fine-tuning.
        held_out: others like them, whose loss stops the training.
    """

    chats: tuple[tuple[Dialogue, ...], ...]
    notes: tuple[Dialogue, ...]
    summarised: tuple[Dialogue, ...]
    held_out: tuple[Dialogue, ...]
