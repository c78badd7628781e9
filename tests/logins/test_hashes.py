"""Passwords are stored as slow hashes, and nobody's is as slow as anybody's."""

from argon2 import Type, extract_parameters

from openkontor.web.login.basic import HASHER, NOBODYS, hash_password


def test_a_hash_costs_whoever_guesses_nineteen_megabytes() -> None:
    found = extract_parameters(hash_password("secret"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19 * 1024, 2, 1)


def test_two_users_with_one_password_have_different_hashes() -> None:
    one, other = hash_password("secret"), hash_password("secret")
    assert one != other and HASHER.verify(one, "secret") and HASHER.verify(other, "secret")


def test_a_user_who_is_not_there_takes_as_long_to_refuse() -> None:
    assert extract_parameters(NOBODYS) == extract_parameters(hash_password("secret"))
