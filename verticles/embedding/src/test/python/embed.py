#!/usr/bin/env python3
"""Embeds texts with onnxruntime and tokenizers in Python: the second opinion on the Java side, and its rival in speed.

usage: embed.py vectors MODEL TOKENIZER             texts on standard input, one a line; a JSON list of vectors out
       embed.py time MODEL TOKENIZER THREADS SECONDS    the same texts, again and again in batches of at most 512 tokens;
                                                        one line: texts a second, ms for the first text alone, ms of CPU for a text
"""

import json
import sys
import time

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_TOKENS = 512
BATCH_TOKENS = 512


def session_of(model, threads):
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def tokenizer_of(file):
    tokenizer = Tokenizer.from_file(file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def embed(session, rows):
    padded = max(len(row) for row in rows)
    tokens = np.zeros((len(rows), padded), dtype=np.int64)
    mask = np.zeros((len(rows), padded), dtype=np.int64)
    for i, row in enumerate(rows):
        tokens[i, : len(row)] = row
        mask[i, : len(row)] = 1
    fed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
    wanted = {each.name for each in session.get_inputs()}
    states = session.run(None, {name: value for name, value in fed.items() if name in wanted})[0]
    pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def batches(rows):
    """Shortest first, as many as fit with their padding."""
    batch = []
    for row in sorted(rows, key=len):
        if batch and (len(batch) + 1) * len(row) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    yield batch


def median_time(work, seconds):
    work()
    taken, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until or len(taken) < 3:
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]


def main(command, model, tokenizer_file, *rest):
    texts = sys.stdin.read().splitlines()
    tokenizer = tokenizer_of(tokenizer_file)
    session = session_of(model, int(rest[0]) if rest else 1)

    def tokens(some):
        return [each.ids for each in tokenizer.encode_batch(some)]

    if command == "vectors":
        json.dump([embed(session, tokens([text]))[0].tolist() for text in texts], sys.stdout)
        return
    seconds = float(rest[1])
    one = median_time(lambda: embed(session, tokens(texts[:1])), seconds)
    every = median_time(lambda: [embed(session, batch) for batch in batches(tokens(texts))], seconds)
    begun = time.process_time()
    for _ in range(3):
        for batch in batches(tokens(texts)):
            embed(session, batch)
    cpu = (time.process_time() - begun) / 3 / len(texts)
    print(f"{len(texts) / every:.2f} {one * 1000:.2f} {cpu * 1000:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
