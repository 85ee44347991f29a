"""How values flow through statements: what `structure` digests a function by."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["DEEPEST", "Flow", "Names", "without_docstring"]

DEEPEST = 60  # functions within functions that are followed; deeper ones are all alike
_COMMUTE = (ast.Add, ast.Mult)

Names = dict[str, str]


def without_docstring(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    """Return a body without the text at its beginning, if there is more."""
    first = body[0] if body else None
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if text and len(body) > 1 else body


def _digest(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=10).hexdigest()


class Flow:
    """Follows values through a block of statements.

    Parameters
    ----------
    resolve : return what a name stands for that is not in `names`
    names : what the names here stand for; changed by every statement
    depth : of functions within functions
    """

    def __init__(self, resolve: Callable[[str], str], names: Names, depth: int = 0) -> None:
        self._resolve = resolve
        self._names = names
        self._depth = depth

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> str:
        """Digest a function: its arguments by their places, its body as a set."""
        defaults = [self.expression(one) for one in node.args.defaults]
        inner = Flow(self._resolve, dict(self._names), self._depth + 1)
        listed = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        rest = filter(None, (node.args.vararg, node.args.kwarg))
        for place, one in enumerate((*listed, *rest)):
            inner._names[one.arg] = f"argument {self._depth}.{place}"
        if isinstance(node, ast.Lambda):
            body = [_digest("return", inner.expression(node.body))]
        else:
            body = inner.block(without_docstring(node.body))
        return _digest("function", len(listed), *defaults, *body)

    def block(self, body: Iterable[ast.stmt]) -> list[str]:
        """Digest statements, in no order."""
        return sorted(filter(None, [self.statement(one) for one in body]))

    def statement(self, node: ast.stmt) -> str:
        """Digest a statement, and note what it assigns; "" for one that does nothing."""
        if self._depth > DEEPEST:
            return "deep"
        match node:
            case ast.Assign(targets=targets, value=value):
                return self._assigned(targets, self.expression(value))
            case ast.AnnAssign(target=target, value=value):
                return self._assigned([target], self.expression(value)) if value else ""
            case ast.AugAssign(target=target, op=op, value=value):
                old = self.expression(target)
                pair = self._operands(op, old, self.expression(value))
                return self._assigned([target], _digest(type(op).__name__, *pair))
            case ast.Return(value=value):
                return _digest("return", self.expression(value))
            case ast.Expr(value=value):
                return self._called(value)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self._names[name] = self.function(node)
                return self._names[name]
            case _:
                return self._compound(node)

    def _imported(self, node: ast.Import | ast.ImportFrom) -> str:
        for one in node.names:
            if isinstance(node, ast.ImportFrom):
                whole = _digest("attribute", f"module {node.module}", one.name)
                self._names[one.asname or one.name] = whole
            else:
                module = one.name if one.asname else one.name.partition(".")[0]
                self._names[one.asname or module] = f"module {module}"
        return ""

    def _either(self, first: Names, second: Names) -> None:
        """Note that a name may stand for what it was given in either of two branches."""
        for name in first.keys() | second.keys():
            pair = first.get(name, name), second.get(name, name)
            self._names[name] = pair[0] if pair[0] == pair[1] else _digest("either", *pair)

    def _compound(self, node: ast.stmt) -> str:
        kind = type(node).__name__
        match node:
            case ast.Import() | ast.ImportFrom():
                return self._imported(node)
            case ast.Pass() | ast.Global() | ast.Nonlocal():
                return ""
            case ast.For(target=target, iter=items, body=body, orelse=orelse):
                self._assigned([target], _digest("each", self.expression(items)))
                return _digest(kind, self.expression(items), *self._inside(body, orelse))
            case ast.While(test=test, body=body, orelse=orelse):
                return _digest(kind, self.expression(test), *self._inside(body, orelse))
            case ast.If(test=test, body=body, orelse=orelse):
                asked = self.expression(test)
                other = Flow(self._resolve, dict(self._names), self._depth)
                first, second = self.block(body), other.block(orelse)
                self._either(dict(self._names), other._names)
                return _digest(kind, asked, *first, "else", *second)
            case ast.With(items=items, body=body):
                for item in items:
                    if item.optional_vars is not None:
                        self._assigned([item.optional_vars], self.expression(item.context_expr))
                opened = [self.expression(item.context_expr) for item in items]
                return _digest(kind, *opened, *self.block(body))
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
                caught = [digest for one in handlers for digest in self.block(one.body)]
                return _digest(kind, *self._inside(body, orelse), *caught, *self.block(final))
            case _:
                return _digest(kind, *(self.expression(one) for one in _expressions(node)))

    def _inside(self, body: Sequence[ast.stmt], orelse: Sequence[ast.stmt]) -> list[str]:
        return [*self.block(body), "else", *self.block(orelse)]

    def _called(self, value: ast.expr) -> str:
        """Digest a call for its effect: what it is a method of is something else afterwards."""
        if isinstance(value, ast.Constant):
            return ""
        done = self.expression(value)
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            owner = value.func.value
            if isinstance(owner, ast.Name) and owner.id in self._names:
                self._names[owner.id] = _digest("after", done)
        return _digest("do", done)

    def _assigned(self, targets: Iterable[ast.expr], value: str) -> str:
        for target in targets:
            match target:
                case ast.Name(id=name):
                    self._names[name] = value
                case ast.Tuple(elts=parts) | ast.List(elts=parts):
                    for place, part in enumerate(parts):
                        self._assigned([part], _digest("part", place, value))
                case ast.Starred(value=inner):
                    self._assigned([inner], value)
                case ast.Subscript(value=owner) | ast.Attribute(value=owner):
                    value = _digest("store", self.expression(target), value)
                    if isinstance(owner, ast.Name):
                        self._names[owner.id] = value
        return _digest("=", value)

    def expression(self, node: ast.AST | None) -> str:
        """Digest an expression by the values that flow into it."""
        match node:
            case None:
                return ""
            case ast.Name(id=name):
                return self._names.get(name) or self._resolve(name)
            case ast.Constant(value=value):
                return f"{type(value).__name__} {value!r}"
            case ast.Attribute(value=owner, attr=name):
                return _digest("attribute", self.expression(owner), name)
            case ast.BinOp(left=left, op=op, right=right):
                pair = self._operands(op, self.expression(left), self.expression(right))
                return _digest(type(op).__name__, *pair)
            case ast.Lambda():
                return self.function(node)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node)
            case ast.Call(func=func, args=args, keywords=keywords):
                named = sorted(f"{one.arg}={self.expression(one.value)}" for one in keywords)
                given = [self.expression(one) for one in args]
                return _digest("call", self.expression(func), *given, *named)
            case _:
                inner = (self.expression(one) for one in _expressions(node))
                return _digest(type(node).__name__, *inner)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> str:
        inner = Flow(self._resolve, dict(self._names), self._depth + 1)
        told = []
        for one in node.generators:
            told.append(inner.expression(one.iter))
            inner._assigned([one.target], _digest("each", told[-1]))
            told += [inner.expression(asked) for asked in one.ifs]
        made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        return _digest(type(node).__name__, *told, *(inner.expression(one) for one in made))

    @staticmethod
    def _operands(op: ast.operator, left: str, right: str) -> tuple[str, ...]:
        return tuple(sorted((left, right))) if isinstance(op, _COMMUTE) else (left, right)


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    """Return the parts of a node whose kind says all else: operators are parts, too."""
    return (one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr_context))
