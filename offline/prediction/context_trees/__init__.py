"""Expert prediction by small decision trees over the circular path and the current token.

A CEPR table spends its bits on every context of n entries, whether they matter or not. A tree asks only for entries
that do: each node tests whether one entry of the path (or the class of the token) is in a set of experts, and the
leaf names the expert. Trees are grown by Gini gain and cut back together to a bit budget, so that bits go to the
layer where they win most. What is measured is the exported image, bit for bit as hardware would index it.

The token that goes into the decoder is known before its first router, so its classes may be asked for: one for each
run of neighbouring layers, learnt from how tokens route there, and kept in a direct-mapped table with tags.
"""

from offline.prediction.context_trees.bits import FEATURE_BITS
from offline.prediction.context_trees.growing import GrownTrees, choose_trees, grow_trees
from offline.prediction.context_trees.token_classes import TokenClasses, TokenTable, learn_token_classes
from offline.prediction.context_trees.trees import ContextTrees, Tree, features_of, tree_bits

__all__ = [
    "FEATURE_BITS",
    "ContextTrees",
    "GrownTrees",
    "TokenClasses",
    "TokenTable",
    "Tree",
    "choose_trees",
    "features_of",
    "grow_trees",
    "learn_token_classes",
    "tree_bits",
]
