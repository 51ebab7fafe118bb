"""Conditions of a test that are true whatever the site does, found in its source."""

import ast
from collections.abc import Iterator

# Playwright looks for an element only when it is told to count, read or press: a locator is always true.
FINDS = {"locator", "frame_locator", "get_by_alt_text", "get_by_label", "get_by_placeholder"}
FINDS |= {"get_by_role", "get_by_test_id", "get_by_text", "get_by_title"}
NARROWS = {"and_", "filter", "first", "last", "nth", "or_"}
# Without its brackets a question is a method, and a method is always true.
QUESTIONS = {"endswith", "exists", "isdisjoint", "issubset", "issuperset", "startswith"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def always_true(source: str) -> list[str]:
    """Each condition of an assert, a branch or a filter that can only have one outcome, as it is written.

    So is an `expect(...)` that is told nothing to expect.
    """
    tree = ast.parse(source)
    givers = _functions_that_give_a_locator(tree)
    fixtures = givers & _fixtures(tree)
    found = [ast.unparse(node) for node in ast.walk(tree) if _expects_nothing(node)]
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))]:
        given = {each.arg for each in scope.args.args} if isinstance(scope, FUNCTIONS) else set()
        names = _names_of_locators(scope, givers) | given & fixtures
        for condition in _conditions(scope):
            parts = [part.value if isinstance(part, ast.Attribute) else part for part in _parts(condition)]
            if any(_is_settled(part) for part in _parts(condition)) or any(
                _is_locator(part, names, givers) for part in parts
            ):
                found.append(ast.unparse(condition))
    return found


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a module or function, without the functions inside it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, FUNCTIONS):
            yield from _within(child)


def _conditions(scope: ast.AST) -> Iterator[ast.expr]:
    for node in _within(scope):
        is_endless = isinstance(node, ast.While) and isinstance(node.test, ast.Constant)
        if isinstance(node, ast.Assert | ast.If | ast.IfExp | ast.While) and not is_endless:
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs


def _parts(condition: ast.expr) -> Iterator[ast.expr]:
    """The conditions that `not`, `and`, `or`, `all` and `any` join, and what is compared with None."""
    if isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not):
        yield from _parts(condition.operand)
    elif isinstance(condition, ast.BoolOp):
        for value in condition.values:
            yield from _parts(value)
    elif isinstance(condition, ast.NamedExpr):
        yield from _parts(condition.value)
    elif isinstance(condition, ast.Compare) and (
        isinstance(condition.ops[0], ast.Is | ast.IsNot) or ast.unparse(condition.comparators[0]) == "None"
    ):
        yield condition.left
    elif isinstance(condition, ast.Call) and ast.unparse(condition.func) in ("all", "any", "bool"):
        for value in condition.args:
            inner = [value.elt] if isinstance(value, ast.GeneratorExp | ast.ListComp) else [value]
            for each in value.elts if isinstance(value, ast.List | ast.Tuple) else inner:
                yield from () if isinstance(each, ast.Constant) else _parts(each)
    else:
        yield condition


def _is_locator(node: ast.expr, names: set[str], givers: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Attribute):
        return node.attr in ("first", "last") and _is_locator(node.value, names, givers)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in givers
    if not isinstance(node.func, ast.Attribute):
        return False
    narrowed = node.func.attr in NARROWS and _is_locator(node.func.value, names, givers)
    return node.func.attr in FINDS or narrowed


def _is_settled(node: ast.expr) -> bool:
    """Nothing that happens can change it."""
    if isinstance(node, ast.Attribute):
        return node.attr in QUESTIONS
    if isinstance(node, ast.Compare):
        right = node.comparators[0]
        no_less = isinstance(node.ops[0], ast.GtE) and isinstance(right, ast.Constant) and right.value == 0
        return no_less and ast.unparse(node.left).startswith("len(") or ast.dump(node.left) == ast.dump(right)
    written_out = ast.Constant | ast.Tuple | ast.GeneratorExp | ast.Lambda | ast.JoinedStr
    return isinstance(node, written_out)


def _names_of_locators(scope: ast.AST, givers: set[str]) -> set[str]:
    names: set[str] = set()
    for node in _within(scope):
        for target, value in _named(node):
            if isinstance(target, ast.Name) and _is_locator(value, names, givers):
                names.add(target.id)
    return names


def _named(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each name that is given here, and what it names: one of a list has the list's own locator."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from zip(target.elts, node.value.elts, strict=False)
            else:
                yield target, node.value
    elif isinstance(node, ast.AnnAssign) and node.value:
        yield node.target, node.value
    elif isinstance(node, ast.For | ast.comprehension):
        found = node.iter
        if isinstance(found, ast.Call) and isinstance(found.func, ast.Attribute) and found.func.attr == "all":
            yield node.target, found.func.value


def _expects_nothing(node: ast.AST) -> bool:
    is_told_nothing = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return is_told_nothing and ast.unparse(node.value.func) == "expect"


def _fixtures(tree: ast.Module) -> set[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    return {
        node.name for node in functions if any("fixture" in ast.unparse(each) for each in node.decorator_list)
    }


def _functions_that_give_a_locator(tree: ast.Module) -> set[str]:
    given = {
        node: [
            each.value for each in _within(node) if isinstance(each, ast.Return | ast.Yield) and each.value
        ]
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    }
    givers: set[str] = set()
    while True:  # one may give what another gives
        more = {
            function.name
            for function, values in given.items()
            if values and function.name not in givers and _gives_a_locator(function, values, givers)
        }
        if not more:
            return givers
        givers |= more


def _gives_a_locator(function: ast.AST, values: list[ast.expr], givers: set[str]) -> bool:
    names = _names_of_locators(function, givers)
    return any(_is_locator(value, names, givers) for value in values)
