import pytest
import torch
from transformers import SwitchTransformersConfig, SwitchTransformersForConditionalGeneration

from experiments.paper.fig4a_memory_footprint import COUNTINGS, Parameters, count_weights
from flame.app.config import load_settings
from flame.app.experiment import load_experiment


def parameters(**changes) -> Parameters:
    _, loaded = load_experiment(load_settings("experiment=fig4a_memory_footprint").experiment | changes)
    return loaded


@pytest.mark.parametrize("num_experts", [8, 16])
def test_counts_equal_what_transformers_builds(num_experts):
    p = parameters()
    with torch.device("meta"):
        model = SwitchTransformersForConditionalGeneration(
            SwitchTransformersConfig(
                vocab_size=p.vocabulary, d_model=p.d_model, d_kv=p.d_kv, d_ff=p.d_ff, num_heads=p.num_heads,
                num_layers=p.encoder_blocks, num_decoder_layers=p.decoder_blocks, num_experts=num_experts,
                num_sparse_encoder_layers=p.encoder_moe_layers, num_sparse_decoder_layers=p.decoder_moe_layers,
            )
        )  # fmt: skip
    model.tie_weights()
    sizes = {name: tensor.numel() for name, tensor in model.named_parameters()}
    count = count_weights(p, num_experts)
    assert count.experts == sum(size for name, size in sizes.items() if ".experts." in name)
    assert count.routers == sum(size for name, size in sizes.items() if ".router." in name)
    everything = count.experts + count.non_experts(COUNTINGS["all weights, shared embedding once"])
    untied = count.experts + count.non_experts(COUNTINGS["embedding and output projection"])
    assert sum(sizes.values()) in (everything, untied)


def test_the_papers_shares_are_near_without_embeddings():
    p = parameters()
    for num_experts, paper in ((8, 0.7615), (256, 0.9898)):
        count = count_weights(p, num_experts)
        share = count.experts / (count.experts + count.non_experts(COUNTINGS["without embeddings"]))
        assert share == pytest.approx(paper, abs=5e-4)
