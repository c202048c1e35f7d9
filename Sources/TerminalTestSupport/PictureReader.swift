import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Reads a picture as strictly as XML is read.
package final class PictureReader: NSObject, XMLParserDelegate {
  /// The elements that there are.
  package private(set) var names: Set<String> = []
  /// All text.
  package private(set) var characters = ""
  /// Why it could not be read.
  package private(set) var problem = ""

  /// Whether the text is well-formed.
  package func read(_ text: String) -> Bool {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    let isWellFormed = parser.parse()
    problem = isWellFormed ? "" : "line \(parser.lineNumber): \(parser.parserError?.localizedDescription ?? "?")"
    return isWellFormed
  }

  /// Notes an element.
  package func parser(
    _ parser: XMLParser,
    didStartElement elementName: String,
    namespaceURI: String?,
    qualifiedName qName: String?,
    attributes attributeDict: [String: String] = [:]
  ) {
    names.insert(elementName)
  }

  /// Notes text.
  package func parser(_ parser: XMLParser, foundCharacters string: String) { characters += string }
}
