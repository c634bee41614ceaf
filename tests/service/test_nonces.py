"""The replay table: a nonce counts once, whoever asks, and only as long as it could be replayed."""

from concurrent.futures import ThreadPoolExecutor

from ledger.service.ledger import Ledger


def test_a_nonce_counts_once_for_its_key_until_its_signature_is_too_old(town: Ledger) -> None:
    uses = [("k", "a", 0), ("k", "a", 5), ("l", "a", 5), ("k", "b", 6), ("k", "a", 10), ("k", "a", 12), ("k", "b", 12)]
    answers = [town.nonces.use(key, nonce, expires_s=now + 10, now_s=now) for key, nonce, now in uses]
    assert answers == [True, False, True, True, False, True, False]


def test_key_and_nonce_are_told_apart(town: Ledger) -> None:
    assert town.nonces.use("ab", "c", expires_s=10, now_s=0)
    assert town.nonces.use("a", "bc", expires_s=10, now_s=0)


def test_of_many_who_use_one_nonce_at_once_one_is_let_through(town: Ledger) -> None:
    def use(_: int) -> bool:
        return town.nonces.use("k", "a", expires_s=10, now_s=0)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(use, range(40))) == 1
