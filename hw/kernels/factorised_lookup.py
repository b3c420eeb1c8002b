# ruff: noqa: F821
# mypy: ignore-errors
"""The experts that a coming layer will want, best first: sums of table rows over what layers and tokens chose.

A call ranks one layer of one token. It first takes in what was chosen last (experts of the layer before, or of the last
layer of the token before) and then adds up the votes: adders over rows, a word of entries a cycle, each shifted by its
column's exponent. Of a table that is asked after the decision the call takes in what the layer has just chosen. Paths,
memories, state and what was learnt in the example (`hw.kernels.factorised_learning`) are kept from call to call. Read
by Allo, never run by Python; the arithmetic is `flame.factorised_table`'s, the layout of the words that of
`hw.factorised.image.table_words`.
"""

from __future__ import annotations

from typing import Any

from hw.kernels import factorised_learning, factorised_rows


def forgotten(
    memories: int32[RATES, STATE_WORDS, LANES],
    pending: int32[RATES, STATE_WORDS, LANES],
    recents: int32[RECENTS, LAYERS, VOTE_WORDS, LANES],
):
    """Empties all memories: an example begins."""
    for r, w in allo.grid(RATES, STATE_WORDS, name="forget_state"):
        for m in range(LANES):
            memories[r, w, m] = 0
            pending[r, w, m] = 0
    for r, a, w in allo.grid(RECENTS, LAYERS, VOTE_WORDS, name="forget_recent"):
        for m in range(LANES):
            recents[r, a, w, m] = 0


def taken_in(
    words: Word[ALL_WORDS],
    done: int32,
    now: int32,
    chosen: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    state: int32[STATE_WORDS, LANES],
    pending: int32[RATES, STATE_WORDS, LANES],
    recents: int32[RECENTS, LAYERS, VOTE_WORDS, LANES],
):
    """What a layer chose joins the path, the state, and all that later tokens remember."""
    recent_rates: int32[RECENTS] = RECENT_RATES
    state_sums: int32[STATE_WORDS, LANES] = 0
    vote_sums: int32[VOTE_WORDS, LANES] = 0
    for k in allo.grid(TOP_K, name="remember"):
        path[now, done, k] = chosen[k]
    path_block: int32 = done * STATE_BLOCK + PATH_FIRST
    state_rows(words, path_block, chosen, state_sums)
    for w in allo.grid(STATE_WORDS, name="add_path"):
        for m in range(LANES):
            state[w, m] += state_sums[w, m]
    for r in range(RATES):
        history_block: int32 = (r * LAYERS + done) * STATE_BLOCK + HISTORY_FIRST
        state_rows(words, history_block, chosen, state_sums)
        for ha in range(STATE_WORDS):
            for m in range(LANES):
                pending[r, ha, m] += state_sums[ha, m]
    for r in range(RECENTS):
        recent_block: int32 = ((r + PLAIN) * LAYERS + done) * VOTE_BLOCK + DIRECT_FIRST
        vote_rows(words, recent_block, chosen, vote_sums)
        rate: int32 = recent_rates[r]
        for hb in range(VOTE_WORDS):
            for m in range(LANES):
                held: int32 = recents[r, done, hb, m]
                recents[r, done, hb, m] = held - (held >> rate) + vote_sums[hb, m]


def folded(memories: int32[RATES, STATE_WORDS, LANES], pending: int32[RATES, STATE_WORDS, LANES]):
    """A token is over: memories forget a part, and take in what it added."""
    memory_rates: int32[RATES] = MEMORY_RATES
    for r, w in allo.grid(RATES, STATE_WORDS, name="fold"):
        memory_rate: int32 = memory_rates[r]
        for m in range(LANES):
            kept: int32 = memories[r, w, m]
            left: int32 = kept - (kept >> memory_rate)
            memories[r, w, m] = left + pending[r, w, m]
            pending[r, w, m] = 0


def begun(
    words: Word[ALL_WORDS],
    this_row: int32,
    last_row: int32,
    memories: int32[RATES, STATE_WORDS, LANES],
    this_token: int32[RANK],
    last_token: int32[RANK],
    state: int32[STATE_WORDS, LANES],
):
    """The state before a token's first layer: its row, that of the token before, and what earlier tokens left."""
    this_word: Word = words[this_row + TOKENS_FIRST]
    last_word: Word = words[last_row + LAST_TOKENS_FIRST]
    for m in range(RANK):
        this_entry: int8 = this_word[8 * m : 8 * m + 8]
        this_token[m] = this_entry
        last_entry: int8 = last_word[8 * m : 8 * m + 8]
        last_token[m] = last_entry
    for w in allo.grid(STATE_WORDS, name="start_state"):
        for m in range(LANES):
            sum_of_rates: int32 = 0
            for r in range(RATES):
                sum_of_rates += memories[r, w, m]
            state[w, m] = sum_of_rates
    token_state(words, MIX_FIRST, this_token, state)
    token_state(words, LAST_MIX_FIRST, last_token, state)


def voters(
    kind: int32,
    distance: int32,
    neighbour: int32,
    layer: int32,
    now: int32,
    seen: int32,
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    who: int32[TOP_K],
) -> int32:
    """Whose rows a source takes for a layer of a token; the answer is 0 where there are none."""
    at: int32 = layer
    back: int32 = 0
    known: int32 = 0
    if kind == 0:
        at = layer - distance
        known = 1 if at >= 0 else 0
    elif kind == 1:
        at = layer + neighbour
        back = distance
        known = 1 if at < LAYERS and seen >= back else 0
    else:
        known = 1 if again[0] >= 0 else 0
    token: int32 = now - back if now >= back else now - back + PATH_TOKENS
    if known == 0:
        at = 0
    for j in allo.grid(TOP_K, name="source"):
        if kind == 2:
            who[j] = again[j]
        else:
            who[j] = path[token, at, j]
    return known


def path_votes(
    words: Word[ALL_WORDS],
    layer: int32,
    now: int32,
    seen: int32,
    again: int32[TOP_K],
    path: int32[PATH_TOKENS, LAYERS, TOP_K],
    votes: int32[VOTE_WORDS, LANES],
):
    """Adds the rows of what earlier layers, the two tokens before, and the last occurrence of this token chose."""
    kinds: int32[PLAIN] = PLAIN_KINDS
    distances: int32[PLAIN] = PLAIN_DISTANCES
    neighbours: int32[PLAIN] = PLAIN_NEIGHBOURS
    chosen: int32[TOP_K] = 0
    vote_sums: int32[VOTE_WORDS, LANES] = 0
    for s in range(PLAIN):
        known: int32 = voters(kinds[s], distances[s], neighbours[s], layer, now, seen, again, path, chosen)
        if known == 1:
            block: int32 = (s * LAYERS + layer) * VOTE_BLOCK + DIRECT_FIRST
            vote_rows(words, block, chosen, vote_sums)
            for gk in allo.grid(VOTE_WORDS, name="add_votes"):
                for m in range(LANES):
                    votes[gk, m] += vote_sums[gk, m]
        else:
            known = 0


def ranked_by(votes: int32[VOTE_WORDS, LANES], ranking: int32[RANKED]):
    """Names the experts of the most votes, of equal ones the lower first."""
    for p in range(RANKED):
        best: int32 = LEAST
        who: int32 = 0
        for gl in allo.grid(EXPERTS, name="rank"):
            vote: int32 = votes[gl // LANES, gl % LANES]
            who = gl if vote > best else who
            best = vote if vote > best else best
        ranking[p] = who
        votes[who // LANES, who % LANES] = LEAST


NEEDS = (
    *factorised_rows.NEEDS, forgotten, taken_in, folded, begun, voters, path_votes, ranked_by,
    *factorised_learning.NEEDS,
)  # fmt: skip


def factorised_lookup(
    query: int32[3],
    before: int32[TOP_K],
    again: int32[TOP_K],
    words: Word[ALL_WORDS],
    biases: int32[BIASES],
    ranking: int32[RANKED],
):
    """``query``: the layer, 1 where an example begins, and the token's row; ``before``: what was chosen last, of a
    table that is asked after the decision what the layer has chosen itself; ``again``: -1 where the token did not
    occur.
    """
    path: int32[PATH_TOKENS, LAYERS, TOP_K] @ Stateful = 0
    recents: int32[RECENTS, LAYERS, VOTE_WORDS, LANES] @ Stateful = 0
    memories: int32[RATES, STATE_WORDS, LANES] @ Stateful = 0
    pending: int32[RATES, STATE_WORDS, LANES] @ Stateful = 0
    state: int32[STATE_WORDS, LANES] @ Stateful = 0
    place: int32[3] @ Stateful = 0
    this_token: int32[RANK] @ Stateful = 0
    last_token: int32[RANK] @ Stateful = 0
    learnt: int16[MOVING, LAYERS, EXPERTS, VOTE_WORDS, LANES] @ Stateful = 0
    learnt_bias: int16[LAYERS, VOTE_WORDS, LANES] @ Stateful = 0
    thought: int32[THOUGHT_LAYERS, VOTE_WORDS, LANES] @ Stateful = 0
    chosen: int32[TOP_K] = 0
    votes: int32[VOTE_WORDS, LANES] = 0
    hidden: int32[STATE_WORDS, LANES] = 0
    layer: int32 = query[0]
    for k in allo.grid(TOP_K, name="last"):
        chosen[k] = before[k]

    if query[1] == 1:
        place[0] = 0
        place[1] = 0
        place[2] = 0
        forgotten(memories, pending, recents)
        with allo.meta_if(MOVING_ROWS > 0):
            unlearnt(learnt)
        with allo.meta_if(BIAS_STEP > 0):
            unlearnt_bias(learnt_bias)
    with allo.meta_if(ASKED_AFTER == 0):
        if query[1] == 0:
            done: int32 = layer - 1 if layer > 0 else LAYERS - 1
            with allo.meta_if(LEARNS > 0):
                learn_choice(done, place[0], place[1], chosen, again, path, thought, learnt, learnt_bias)
            taken_in(words, done, place[0], chosen, path, state, pending, recents)

    if layer == 0:
        if query[1] == 0:
            folded(memories, pending)
            place[0] = place[0] + 1 if place[0] < PATH_TOKENS - 1 else 0
            place[1] = place[1] + 1 if place[1] < PATH_TOKENS - 1 else PATH_TOKENS - 1
        begun(words, query[2], place[2], memories, this_token, last_token, state)
        place[2] = query[2]
    with allo.meta_if(ASKED_AFTER == 1):
        taken_in(words, layer, place[0], chosen, path, state, pending, recents)

    bias: int32 = layer * LAYER_BIASES
    for e in allo.grid(EXPERTS, name="bias"):
        bias_step: int32 = e
        votes[e // LANES, e % LANES] = biases[bias + bias_step]
    token_block: int32 = layer * TOKEN_BLOCK + TOKEN_VOTES_FIRST
    token_votes(words, token_block, this_token, votes)
    last_block: int32 = (layer + LAYERS) * TOKEN_BLOCK + TOKEN_VOTES_FIRST
    token_votes(words, last_block, last_token, votes)

    path_votes(words, layer, place[0], place[1], again, path, votes)
    for r, w in allo.grid(RECENTS, VOTE_WORDS, name="add_remembered"):
        for m in range(LANES):
            votes[w, m] += recents[r, layer, w, m]

    for i in allo.grid(WIDTH, name="hidden"):
        hidden_step: int32 = i
        unit: int32 = (state[i // LANES, i % LANES] + biases[bias + hidden_step + EXPERTS]) >> HIDDEN_DROP
        if unit < 0:
            unit = 0
        if unit > HIDDEN_MOST:
            unit = HIDDEN_MOST
        hidden[i // LANES, i % LANES] = unit
    output_block: int32 = layer * OUTPUT_BLOCK + OUTPUT_FIRST
    hidden_votes(words, output_block, hidden, votes)

    with allo.meta_if(MOVING_ROWS > 0):
        learnt_votes(layer, place[0], place[1], again, path, learnt, votes)
    with allo.meta_if(BIAS_STEP > 0):
        learnt_bias_votes(layer, learnt_bias, votes)
    with allo.meta_if(LEARNS > 0):
        with allo.meta_if(ASKED_AFTER == 0):
            remember_likely(0, votes, thought)
        with allo.meta_if(ASKED_AFTER == 1):
            learn_reuse(layer, place[0], place[1], chosen, again, path, votes, thought, learnt, learnt_bias)
    ranked_by(votes, ranking)


def schedule(s: Any) -> None:
    """A word a cycle in every loop over rows; the lanes of a word side by side.

    Args:
        s: the schedule of :func:`factorised_lookup`; it is changed in place.
    """
    factorised_rows.schedule(s)
    top = s.get_loops("factorised_lookup")
    for nest, loop in (("last", "k"), ("bias", "e"), ("add_remembered", "w"), ("hidden", "i")):
        s.pipeline(top[nest][loop])
    s.pipeline(s.get_loops("voters")["source"]["j"])
    for loop in ("path_votes:gk", "ranked_by:gl"):  # those within other loops
        s.pipeline(loop)
    loops = s.get_loops("forgotten")
    s.pipeline(loops["forget_state"]["w"])
    s.pipeline(loops["forget_recent"]["w"])
    loops = s.get_loops("taken_in")
    s.pipeline(loops["remember"]["k"])
    s.pipeline(loops["add_path"]["w"])
    for loop in ("ha", "hb"):
        s.pipeline(f"taken_in:{loop}")
    s.pipeline(s.get_loops("folded")["fold"]["w"])
    s.pipeline(s.get_loops("begun")["start_state"]["w"])
    for name in ("votes", "hidden"):
        s.partition(f"factorised_lookup:{name}", dim=2)
    for name in ("vote_sums", "state_sums"):
        s.partition(f"taken_in:{name}", dim=2)
    factorised_learning.schedule(s)
