"""The last touch before the bytes are written: one file that is PDF/UA-1 and PDF/A-3a at once."""

from typing import Any
from xml.sax.saxutils import escape

import pydyf

from papers.write.places import mark_places

PRODUCER = "Mawqif"
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: replace the metadata of PDF/A-3a by one that also declares PDF/UA-1, uncompressed.

    WeasyPrint knows one variant at a time and compresses the metadata, which PDF/A does not allow. It also lists every
    attached file twice, and writes its own version into the file, which is nobody's business. The place that the page
    keeps for the seal gets its name here too: only now is it known where it came to lie.
    """
    mark_places(document, pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    number = int(pdf.catalog["Metadata"].split()[0])
    old = pdf.objects[number]
    new = pydyf.Stream([metadata(document.metadata).encode()], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    new.number = old.number
    pdf.objects[number] = new


def metadata(about: Any) -> str:
    """The XMP packet for a document's title, author, language and dates. No clock: the dates are the edition's."""
    rows = [
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>",
        '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        "<pdfuaid:part>1</pdfuaid:part></rdf:Description>",
        _SCHEMA,
        *_described(about),
    ]
    return (
        f'{_HEAD}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + "\n".join(rows)
        + '\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _described(about: Any) -> list[str]:
    def alternative(name: str, value: str) -> str:
        return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></dc:{name}>'

    core = alternative("title", about.title or "")
    if about.authors:
        people = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in about.authors)
        core += f"<dc:creator><rdf:Seq>{people}</rdf:Seq></dc:creator>"
    if about.description:
        core += alternative("description", about.description)
    if about.lang:
        core += f"<dc:language><rdf:Bag><rdf:li>{escape(about.lang)}</rdf:li></rdf:Bag></dc:language>"
    dates = "".join(
        f"<xmp:{name}>{escape(value)}</xmp:{name}>"
        for name, value in (("CreateDate", about.created), ("ModifyDate", about.modified))
        if value
    )
    if about.generator:
        dates += f"<xmp:CreatorTool>{escape(about.generator)}</xmp:CreatorTool>"
    return [
        f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</rdf:Description>',
        f'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">{dates}</rdf:Description>',
        '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"<pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>",
    ]
