"""Serve the weights given as argument; run by llm.py with the server's wheel on PYTHONPATH.

Prints its address, then serves until it is ended. LLM_SERVER_KEY is the key it asks for.
"""

import os
import signal
import sys

import xllamacpp

ALIAS = "smollm2-135m"
CONTEXT = 8192


def main(weights):
    # The library would like to come to an orderly end; nothing here is worth the wait.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A reference that is dropped ends the server.
    server = xllamacpp.Server(_parameters(weights))
    print(server.listening_address, flush=True)
    while True:
        signal.pause()


def _parameters(weights):
    parameters = xllamacpp.CommonParams()
    parameters.model.path = weights
    parameters.model_alias = {ALIAS}
    # Ours, since the one in the weights is a program.
    parameters.chat_template = "chatml"
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [os.environ["LLM_SERVER_KEY"]]
    parameters.ui = False
    parameters.offline = True
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    # Several threads wait for each other at every step: on a busy machine five times slower than one.
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = 1
    return parameters


if __name__ == "__main__":
    main(sys.argv[1])
