import MoatFindings
import MoatPipeline
import MoatPolicy
import MoatRendering

/// The JSON schema (draft 2020-12) of `moat.toml`, from the schema the reader itself checks with.
enum SchemaDocument {
  static var text: String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      writer.member("title", "moat.toml")
      members(of: .table(PolicySchema.root), key: "", &writer)
    }
    return writer.text
  }

  private static func members(of node: SchemaNode, key: String, _ writer: inout JSONWriter) {
    switch node {
    case .string:
      writer.member("type", "string")
      if key == "rule" { writer.member("enum", RuleCatalog.all.map(\.id)) }
    case .day:
      writer.member("type", "string")
      writer.member("format", "date")
    case .integer(let minimum):
      writer.member("type", "integer")
      writer.member("minimum", minimum)
    case .boolean: writer.member("type", "boolean")
    case .choice(let choices): writer.member("enum", choices)
    case .array(let element):
      writer.member("type", "array")
      writer.object("items") { members(of: element, key: key, &$0) }
    case .map(let element):
      writer.member("type", "object")
      writer.object("propertyNames") { $0.member("pattern", namePattern) }
      writer.object("additionalProperties") { members(of: element, key: key, &$0) }
    case .table(let fields):
      writer.member("type", "object")
      writer.member("additionalProperties", false)
      let required = fields.filter(\.isRequired).map(\.key)
      if !required.isEmpty { writer.member("required", required) }
      writer.object("properties") { writer in
        for field in fields {
          writer.object(field.key) { writer in
            writer.member("description", field.summary)
            members(of: field.node, key: field.key, &writer)
          }
        }
      }
    }
  }

  /// Every rule and group, perhaps with a reach.
  private static var namePattern: String {
    let names = RuleGroup.allCases.map(\.rawValue) + RuleCatalog.all.map(\.id)
    return "^(\(names.joined(separator: "|")))(@(shipped|build|test))?$"
  }
}
