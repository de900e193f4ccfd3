"""Which code belongs to which module: declared, discovered, both or neither."""

from __future__ import annotations

from ringfence.model.project import Project

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import project_of


def _project(config: str, *paths: str) -> Project:
    texts = {"boundaries.yaml": f"version: 1\n{config}", **dict.fromkeys(paths, "x = 1\n")}
    return project_of(texts, USUAL_DAY)


def _roots(project: Project) -> dict[str, tuple[str, ...]]:
    return {module.name: module.roots for module in project.modules}


def _owner(project: Project, name: str) -> str | None:
    module = project.modules.owner_of(name)
    return module.name if module else None


def test_every_direct_child_is_a_module_package_folder_or_single_file() -> None:
    paths = ["shop/__init__.py", "shop/cam/__init__.py", "shop/cam/api.py", "shop/gateways/deep/mailer.py"]
    project = _project('discover: ["shop.*"]\n', *paths, "shop/jobs.py", "shop/native.pyi", "other/thing.py")
    expected = {name: (f"shop.{name}",) for name in ("cam", "gateways", "jobs", "native")}
    assert _roots(project) == expected


def test_neither_a_dunder_file_nor_a_folder_of_tests_is_a_module() -> None:
    paths = ["shop/__main__.py", "shop/tests/test_cam.py", "shop/test_all.py", "shop/cam/api.py"]
    assert _roots(_project('discover: ["shop.*"]\n', *paths)) == {"cam": ("shop.cam",)}


def test_a_module_with_tests_beside_its_code_is_a_module() -> None:
    paths = ["shop/cam/api.py", "shop/cam/tests/test_api.py"]
    assert _roots(_project('discover: ["shop.*"]\n', *paths)) == {"cam": ("shop.cam",)}


def test_discover_may_look_deeper_and_in_several_places() -> None:
    paths = ["shop/core/cam/api.py", "office/mail/api.py", "office/news.py", "shop/web.py"]
    project = _project('discover: ["shop.core.*", "office.n*"]\n', *paths)
    assert _roots(project) == {"cam": ("shop.core.cam",), "news": ("office.news",)}
    assert _owner(project, "shop.web") is None


def test_two_modules_of_one_name_are_called_by_their_whole_names() -> None:
    paths = ["shop/mail/api.py", "office/mail/api.py", "office/news.py"]
    project = _project('discover: ["shop.*", "office.*"]\n', *paths)
    expected = {"news": ("office.news",), "office.mail": ("office.mail",), "shop.mail": ("shop.mail",)}
    assert _roots(project) == expected


def test_a_discovered_module_that_is_called_like_a_declared_one_takes_nothing_from_it() -> None:
    config = 'discover: ["shop.*"]\nmodules: {cam: {paths: [old.cam]}}\n'
    project = _project(config, "shop/cam/api.py", "old/cam/api.py")
    assert _owner(project, "old.cam.api") == "cam"
    assert _owner(project, "shop.cam.api") == "shop.cam"


def test_a_declared_module_without_paths_is_the_discovered_one() -> None:
    project = _project('discover: ["shop.*"]\nmodules: {cam: {owner: me}}\n', "shop/cam/api.py")
    assert _roots(project) == {"cam": ("shop.cam",)}
    assert [module.owner for module in project.modules] == ["me"]


def test_a_module_that_is_not_there_yet_lies_where_it_would_be_discovered() -> None:
    project = _project('discover: ["shop.*"]\nmodules: {onboarding: {}}\n', "shop/cam/api.py")
    assert _roots(project)["onboarding"] == ("shop.onboarding",)


def test_without_discover_a_module_without_paths_is_the_package_of_its_name() -> None:
    project = _project("modules: {cam: {}, shop.web: {}}\n", "cam/api.py", "shop/web/views.py", "shop/api/x.py")
    assert _roots(project) == {"cam": ("cam",), "shop.web": ("shop.web",)}
    assert _owner(project, "shop.api.x") is None


def test_a_module_of_several_packages_owns_them_all_and_none_of_them_is_discovered_again() -> None:
    config = 'discover: ["shop.*"]\nmodules: {production: {paths: [shop.creatives, shop.creative]}}\n'
    project = _project(config, "shop/creatives/a.py", "shop/creative/b.py", "shop/creator.py")
    assert _roots(project) == {"creator": ("shop.creator",), "production": ("shop.creatives", "shop.creative")}
    assert _owner(project, "shop.creative.b") == "production"


def test_the_longest_root_around_a_name_owns_it() -> None:
    config = 'discover: ["shop.*"]\nmodules: {ledger: {paths: [shop.billing.ledger]}}\n'
    project = _project(config, "shop/billing/ledger/api.py", "shop/billing/api.py")
    owners = {name: _owner(project, name) for name in ("shop.billing.ledger.api", "shop.billing.api", "shop.billing")}
    assert owners == {"shop.billing.ledger.api": "ledger", "shop.billing.api": "billing", "shop.billing": "billing"}


def test_a_name_that_only_begins_alike_lies_elsewhere() -> None:
    project = _project('discover: ["shop.*"]\n', "shop/operator/api.py", "shop/operator_services.py")
    owners = {name: _owner(project, name) for name in ("shop.operator.api", "shop.operator_services.run", "shop.op")}
    assert owners == {
        "shop.operator.api": "operator",
        "shop.operator_services.run": "operator_services",
        "shop.op": None,
    }


def test_the_domain_of_a_module_is_not_the_module_domain() -> None:
    project = _project('discover: ["shop.*"]\n', "shop/domain/base.py", "shop/cam/domain.py")
    assert _owner(project, "shop.cam.domain.Lead") == "cam"
    assert _owner(project, "shop.domain.base") == "domain"


def test_a_package_wins_over_a_file_of_the_same_name_and_source_over_a_stub() -> None:
    paths = ["shop/mail.py", "shop/mail/__init__.py", "shop/wire.pyi", "shop/wire.py", "shop/stub.pyi"]
    known = _project('discover: ["shop.*"]\n', *paths).python_modules.paths
    expected = {"shop.mail": "shop/mail/__init__.py", "shop.wire": "shop/wire.py", "shop.stub": "shop/stub.pyi"}
    assert known == expected


def test_a_single_file_is_public_as_a_whole_and_a_package_through_its_interface() -> None:
    config = 'discover: ["shop.*"]\ndefaults: {public: [api, events.py]}\nmodules: {core: {kind: shared}}\n'
    project = _project(config, "shop/jobs.py", "shop/cam/__init__.py", "shop/plain/x.py", "shop/core/x.py")
    public = {module.name: module.public for module in project.modules}
    assert public == {"jobs": ("*",), "cam": ("api", "events"), "plain": ("api", "events"), "core": ("**",)}


def test_what_a_module_says_for_itself_counts_before_the_defaults() -> None:
    config = (
        "defaults: {may_import: [core], contract: [api.py]}\nmodules:\n  cam: {may_import: [], contract: [ports.py]}\n"
    )
    project = _project(f'discover: ["shop.*"]\n{config}', "shop/cam/x.py", "shop/mail/x.py")
    said = {module.name: (module.may_import, module.contract) for module in project.modules}
    assert said == {"cam": ((), ("ports",)), "mail": (("core",), ("api",))}


def test_a_third_party_package_may_be_a_module_without_being_there() -> None:
    project = _project("modules: {payments: {paths: [stripe], kind: external}}\n", "shop/x.py")
    assert _owner(project, "stripe.api.Charge") == "payments"
    assert _owner(project, "stripe_mock") is None


def test_several_source_roots_give_names_relative_to_the_longest_one() -> None:
    config = 'source_roots: [src, src/vendor]\ndiscover: ["*"]\n'
    project = _project(config, "src/shop/a.py", "src/vendor/mail/b.py", "elsewhere/c.py")
    assert sorted(project.python_modules.paths) == ["mail.b", "shop.a"]
    assert _roots(project) == {"mail": ("mail",), "shop": ("shop",)}
