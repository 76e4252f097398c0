"""The five jobs of a remote engine as prompts: what is sent, and what of the reply is believed.

Import this package only where a remote engine is used: it needs pydantic.
"""

from .base import PromptTask, get_task

__all__ = ["PromptTask", "get_task"]
