"""What cannot go together with our pages: folders that MkDocs publishes too, and other plugins."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sla_catalog.assembly.options import Options
from sla_catalog.pages.appearance import FOLDER
from sla_catalog.pipeline import lies_in
from sla_catalog.site.surroundings import home_of


def refuse_leftovers(options: Options, config: MkDocsConfig, *, keeps_old_pages: bool) -> None:
    """Raise PluginError where MkDocs would publish more for an audience than the build makes."""
    if options.audience is None:
        return
    if keeps_old_pages:
        raise PluginError(
            "sla-catalog: --dirty keeps pages of earlier builds, which may have had other readers; "
            "leave it out, or the plugin's option audience"
        )
    catalog = home_of(config) / options.agreements
    for folder in filter(None, (config.docs_dir, config.theme.custom_dir)):
        if lies_in(catalog, Path(folder)):
            raise PluginError(
                f"sla-catalog: files of {options.agreements} lie in {folder}, and MkDocs "
                "publishes those as they are; move them out, or leave out the plugin's option "
                "audience"
            )


def refuse_neighbours(options: Options, config: MkDocsConfig) -> None:
    """Raise PluginError where a plugin cannot go together with pages and files not on disk."""
    if "autolinks" in config.plugins and options.audience is not None:
        raise PluginError(
            "sla-catalog: the plugin autolinks looks for every page on the disk, and a build for "
            "an audience does not say where its pages are from; leave it out of this build"
        )
    if "i18n" in config.plugins:
        raise PluginError(
            "sla-catalog: the plugin i18n copies pages from the disk, and those of agreements are "
            "not there; leave it out and build the site once for each language, with "
            "`language` under `theme`"
        )
    minify = config.plugins.get("minify")
    if minify is not None and minify.config.get("cache_safe"):
        named = (minify.config.get(key) or () for key in ("js_files", "css_files"))
        listed = [one for files in named for one in ([files] if isinstance(files, str) else files)]
        if ours := [one for one in listed if one.startswith(f"{FOLDER}/")]:
            raise PluginError(
                f"sla-catalog: the plugin minify looks for {ours[0]} in {config.docs_dir}, and it "
                "is not there; leave it out of js_files and css_files, or leave out cache_safe"
            )
