"""The catalogue: every rule as a lawyer reads it, every article with the rules that encode it, and the data that rules read.

May not evaluate. `gather_catalogue` collects facts into a model; HTML, Markdown and the manifest lay the same facts out.
"""

from integrityrules.report.catalogue.gather import gather_catalogue
from integrityrules.report.catalogue.html import catalogue_html
from integrityrules.report.catalogue.manifest import manifest_json
from integrityrules.report.catalogue.markdown import catalogue_markdown
from integrityrules.report.catalogue.model import Catalogue
from integrityrules.report.catalogue.write import write_catalogue

__all__ = ["Catalogue", "catalogue_html", "catalogue_markdown", "gather_catalogue", "manifest_json", "write_catalogue"]
