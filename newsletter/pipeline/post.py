"""Works off the outbox: what is about to leave is committed before, what came of it behind.

A process that is killed in between leaves a line that says so, and nobody gets a mail twice.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from newsletter.deliver.smtp import STOPPED, Mailer
from newsletter.edition.codec import from_json
from newsletter.errors import ConfigError, DeliveryError, NewsletterError
from newsletter.pipeline.letters import Letters
from newsletter.pipeline.secrets import key_of, secret
from newsletter.render.headers import mailbox as header_mailbox
from newsletter.store.claimant import myself
from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.deliver.options import SmtpOptions
    from newsletter.deliver.smtp import Answer
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store
    from newsletter.store.values import Letter, LetterState

# A greylisting server wants to be asked again after some minutes (RFC 6647); one that is down is
# up again after hours.
FIRST, LONGEST = timedelta(minutes=5), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Posted:
    """How many mails were sent, and one line for each that was not."""

    sent: int = 0
    troubles: tuple[str, ...] = ()


def back_off(attempt: int) -> timedelta:
    """How long to wait after so many attempts."""
    doublings: int = 2 ** min(max(attempt - 1, 0), 10)
    return min(FIRST * doublings, LONGEST)


def post(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime, outside: Outside
) -> Posted:
    """Sends the mails that are due, each once, until none is left or `outside.stop` is set."""
    smtp = newsletter.deliver.smtp
    if smtp is None:
        return Posted()
    clock = running(now)
    uncertain = store.outbox.bury(newsletter.name, now)
    troubles = [_told(one, "uncertain", "the program ended while it was sent") for one in uncertain]
    done, due = 0, store.outbox.due(newsletter.name, clock())
    with Round(newsletter, settings, store, outside, clock) as going:
        while not outside.stop.is_set() and not going.is_over:
            letter = store.outbox.take(newsletter.name, myself(), clock())
            if letter is None:
                break
            going.send(letter)
            done += 1
            outside.mailed(done, max(done, due))
            if smtp.rate:
                outside.stop.wait(60 / smtp.rate)
    outside.mailed(done, done)
    return Posted(going.sent, (*troubles, *going.troubles))


class Round:
    """One connection to the server, the editions that are sent by it, and what came of them."""

    def __init__(
        self,
        newsletter: Newsletter,
        settings: Settings,
        store: Store,
        outside: Outside,
        clock: Callable[[], datetime],
    ) -> None:
        self.sent = 0
        self.troubles: list[str] = []
        self.is_over = False
        self._newsletter, self._settings = newsletter, settings
        self._store, self._outside, self._clock = store, outside, clock
        self._letters: dict[str, Letters] = {}
        self._mailer: Mailer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._mailer is not None:
            self._mailer.__exit__(*exception)

    def send(self, letter: Letter) -> None:
        """Sends one that was taken, and writes down what came of it, whatever comes."""
        try:
            answer = self._answer(letter)
        except NewsletterError as error:  # none of them can be made, or handed over
            self._down(letter, str(error))
            return
        except BaseException:
            doubt = self._mailer is not None and self._mailer.in_doubt
            self._settle(letter, "uncertain" if doubt else "queued", STOPPED)
            raise
        if answer is not None:
            self._note(letter, answer)

    def _answer(self, letter: Letter) -> Answer | None:
        """None where it is another process's by now: it has not left by this one."""
        message = signed_for(
            self._newsletter,
            self._settings,
            self._of(letter.edition).to(letter.mailbox, letter.token),
        )
        if self._mailer is None:
            self._mailer = mailer(self._newsletter, self._settings, self._outside)
        sender = sender_of(self._newsletter)
        if answer := self._mailer.begin(sender, mailbox(letter.mailbox), message):
            return answer
        try:
            mine = self._store.outbox.sending(letter, self._clock())
        except BaseException:
            self._mailer.drop()
            raise
        if mine:
            return self._mailer.end()
        self._mailer.drop()
        return None

    def _of(self, edition: str) -> Letters:
        if edition not in self._letters:
            data = self._store.editions.get(edition)
            if data is None:
                raise DeliveryError(f"{edition}: the store has no such edition")
            self._letters[edition] = Letters(
                from_json(data, edition), self._newsletter, self._settings.templates
            )
        return self._letters[edition]

    def _note(self, letter: Letter, answer: Answer) -> None:
        now = self._clock()
        match answer.fate:
            case "sent":
                self.sent += 1
                self._settle(letter, "sent")
            case "refused":
                self._fail(letter, "failed", answer.reason)
            case "uncertain":
                self._fail(letter, "uncertain", answer.reason)
            case "down":
                self._down(letter, answer.reason)
            case "stopped":
                self._settle(letter, "queued", answer.reason, now)
                self.is_over = True
            case "later" if now - letter.queued >= self._patience:
                self._fail(letter, "failed", f"{answer.reason}, and so it did for too long")
            case "later":
                due = now + back_off(letter.attempt)
                self._settle(letter, "queued", answer.reason, due)
                self.troubles.append(_told(letter, "put off", answer.reason))

    @property
    def _patience(self) -> timedelta:
        smtp = self._newsletter.deliver.smtp
        return smtp.retry_for if smtp else timedelta()

    def _down(self, letter: Letter, reason: str) -> None:
        """No mail can be sent now: all wait."""
        now, name = self._clock(), self._newsletter.name
        due = now + back_off(letter.attempt)
        self._settle(letter, "queued", reason, now)
        self._store.outbox.postpone(name, reason, now, due)
        lost = self._store.outbox.give_up(name, now, self._patience)
        self.troubles += [_told(one, "failed", reason) for one in lost]
        waiting = len(self._store.outbox.of(name, "queued"))
        if waiting:
            mails = "1 mail waits" if waiting == 1 else f"{waiting} mails wait"
            self.troubles.append(f"{name}: {mails}: {reason}")
        self.is_over = True

    def _fail(self, letter: Letter, state: LetterState, reason: str) -> None:
        self._settle(letter, state, reason)
        self.troubles.append(_told(letter, state, reason))

    def _settle(
        self, letter: Letter, state: LetterState, reason: str = "", due: datetime | None = None
    ) -> None:
        self._store.outbox.settle(letter, state, reason, self._clock(), due=due)


def mailer(newsletter: Newsletter, settings: Settings, outside: Outside) -> Mailer:
    """The way to the newsletter's mail server; ConfigError where it has none, or no password."""
    smtp = newsletter.deliver.smtp
    if smtp is None:
        raise ConfigError(f"{newsletter.name}: has no mail server: add [newsletter.deliver.smtp]")
    password = _password(smtp, settings, outside)
    return Mailer(smtp, password, settings.root, stop=outside.stop)


def signed_for(newsletter: Newsletter, settings: Settings, message: bytes) -> bytes:
    """The message, signed where the settings say by which key; a NewsletterError where it fails."""
    smtp = newsletter.deliver.smtp
    if smtp is None or not smtp.dkim_key:
        return message
    from newsletter.deliver.signing import signed  # noqa: PLC0415 - few sign, and it parses mails

    key = key_of("[newsletter.deliver.smtp] dkim_key", smtp.dkim_key, settings.root)
    domain = smtp.dkim_domain or sender_of(newsletter).rpartition("@")[2]
    return signed(message, key, smtp.dkim_selector, domain)


def sender_of(newsletter: Newsletter) -> str:
    """The address that mails come from, and go back to when they cannot be delivered."""
    box = header_mailbox(newsletter.deliver.sender)
    if box is None:
        raise ConfigError(f"{newsletter.name}: `from` names no mailbox")
    return box.address


def _password(smtp: SmtpOptions, settings: Settings, outside: Outside) -> str:
    if not smtp.user:
        return ""
    where = "[newsletter.deliver.smtp] password"
    return secret(where, smtp.password_env, smtp.password_file, settings.root, outside.environ)


def _told(letter: Letter, state: str, reason: str) -> str:
    return f"{letter.edition} to {letter.recipient}: {state}: {reason}"


def running(now: datetime) -> Callable[[], datetime]:
    """A clock that says `now` and goes on from there."""
    start = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - start)
