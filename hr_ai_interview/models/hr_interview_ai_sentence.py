from odoo import api, models


class HrInterviewAiSentence(models.AbstractModel):
    """What went wrong with a call, in words that say what to do about it."""

    _name = "hr.interview.ai.sentence"
    _description = "Sentences about AI Calls"

    @api.model
    def _get_sentence(self, code):
        """Return the sentence for an error code of the engines; one for any code that has none."""
        return (
            self._get_connection_sentences().get(code)
            or self._get_server_sentences().get(code)
            or self._get_reply_sentences().get(code)
            or self.env._("The provider could not be used (%(code)s).", code=code)
        )

    @api.model
    def _get_connection_sentences(self):
        return {
            "vault": self.env._(
                "The texts of the tasks are encrypted, and the master key for them is not there "
                "(ODOO_HR_AI_KEYS)."
            ),
            "bad_url": self.env._("The address is not a usable web address; it looks like https://host/v1."),
            "bad_key": self.env._("The key contains spaces, line breaks or characters no key has."),
            "address_refused": self.env._(
                "The address leads into a private network or to this machine. If the server is your own, "
                "mark the provider as “Own network”."
            ),
            "dns": self.env._("The name of the server is not known. Check the address, and the name server."),
            "tls": self.env._("The certificate of the server is not valid."),
            "refused_port": self.env._("The server refuses the connection; probably it is not running."),
            "connection": self.env._("The connection broke off."),
            "timeout": self.env._("The provider did not answer within the deadline."),
            "redirect": self.env._(
                "The server sends requests on to another address. Enter the final address."
            ),
            "not_installed": self.env._(
                "The Python package “openai” is missing on the server, or too old; see requirements.txt."
            ),
            "lost": self.env._("The worker that made the call did not come back."),
            "internal": self.env._(
                "The result could not be used because of an error on this side; see the log."
            ),
        }

    @api.model
    def _get_server_sentences(self):
        return {
            "rate_limited": self.env._("The provider asks for a pause: too many requests."),
            "quota": self.env._("The account at the provider has no credit left."),
            "server_error": self.env._("The server of the provider reports an error of its own."),
            "auth": self.env._("The key is not accepted."),
            "forbidden": self.env._("The key may not use this, or the provider does not serve this region."),
            "not_found": self.env._("There is no such model or address at the provider."),
            "bad_request": self.env._("The provider does not accept the request."),
            "schema_unsupported": self.env._("The provider cannot answer in the form that was asked for."),
            "parameter_unsupported": self.env._("The provider does not know a setting of the request."),
            "context_length": self.env._("The text is too long for this model."),
            "too_large": self.env._("The request is too large for the provider."),
            "unprocessable": self.env._("The provider cannot work on this request."),
        }

    @api.model
    def _get_reply_sentences(self):
        return {
            "not_json": self.env._("The reply broke off or is no data."),
            "not_a_completion": self.env._("The address answers, but not as a language model does."),
            "bad_encoding": self.env._("The reply is not in UTF-8."),
            "encoded_reply": self.env._("The server compresses its replies although it was asked not to."),
            "reply_too_large": self.env._("The reply is larger than any honest one."),
            "too_deep": self.env._("The reply is nested deeper than any honest one."),
            "error_in_reply": self.env._("The provider reports an error inside a reply."),
            "no_choices": self.env._("The reply is without an answer."),
            "empty": self.env._("The model answered nothing."),
            "refused": self.env._("The model refused to answer."),
            "length": self.env._("The answer was longer than allowed."),
            "filtered": self.env._("The provider's content filter held the answer back."),
            "tool_call": self.env._("The model tried to call a tool; it has none."),
            "invalid_json": self.env._("The answer is not in the form that was asked for."),
            "duplicate_keys": self.env._("The answer names the same thing twice."),
            "schema": self.env._("The answer lacks something or holds values out of range."),
            "content": self.env._("The answer does not fit the job or the language that was asked for."),
        }
