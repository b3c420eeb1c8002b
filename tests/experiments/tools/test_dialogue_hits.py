from experiments.tools.dialogue_hits import hits_by_dialogue
from offline.prediction.cepr import build_cepr_table
from online.pa_buf.replay import replay
from online.pa_buf.slot_plan import SlotPlan
from tests.offline.synthetic_routing import random_trace


def test_hits_by_dialogue_sum_to_the_replays():
    trace = random_trace(3)
    table = build_cepr_table(trace, 2)
    plan = SlotPlan.per_layer(trace.moe_layers, 2)
    hits, accesses = hits_by_dialogue(trace, table, plan)
    whole = replay(trace, table, plan)
    assert (hits.sum(), accesses.sum()) == (whole.hits, whole.accesses)
    assert accesses.tolist() == (trace.example_lengths * trace.moe_layers * trace.top_k).tolist()
