"""From what a read model gives to what is answered: the same names, nothing dropped by hand or added."""

from typing import TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)


def shaped(model: type[M], source: object, **more: object) -> M:
    """Make an answer of a source that has its fields as attributes.

    Args:
        model: The answer; its fields have the names of the source's attributes.
        source: What a read model gave.
        more: Values of fields that the source spells otherwise, or does not have.
    """
    own = {name: getattr(source, name) for name in model.model_fields if name not in more}
    return model.model_validate({**own, **more}, from_attributes=True)
