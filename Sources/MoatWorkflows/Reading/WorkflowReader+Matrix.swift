import MoatExpressions
import MoatModel
import MoatSyntax

/// `strategy.matrix`.
extension WorkflowReader {
  mutating func matrix(_ node: YAMLNode) -> Matrix? {
    if let text = WorkflowText(node) {
      guard text.template != nil else {
        if !text.text.isEmpty { complain(node, "expected a mapping as `matrix`, found text") }
        return nil
      }
      return Matrix(
        node: node, axes: [], include: [], exclude: [], expressions: [(nil, text)], isOpen: true)
    }
    guard let mapping = mapping(node, "`matrix`") else { return nil }
    var axes: [Matrix.Axis] = []
    var include: [Matrix.Row]? = []
    var exclude: [Matrix.Row]? = []
    var expressions: [(name: String?, text: WorkflowText)] = []
    for (name, entry) in fields(mapping).entries {
      let isRows = ["include", "exclude"].contains(name.lowercased())
      collect(entry.value, isRows ? nil : name, &expressions)
      switch name.lowercased() {
      case "include": include = rows(entry.value, "`include`")
      case "exclude": exclude = rows(entry.value, "`exclude`")
      default:
        axes.append(Matrix.Axis(name: name, nameNode: entry.key, values: values(entry.value, name)))
      }
    }
    // Rows that only a run knows may exclude anything, which leaves a subset of what is written.
    return Matrix(
      node: node, axes: axes, include: include ?? [], exclude: exclude ?? [],
      expressions: expressions, isOpen: include == nil)
  }

  /// Collects the texts with expressions below an axis, or, without a name, below rows.
  private mutating func collect(
    _ node: YAMLNode, _ name: String?, _ found: inout [(name: String?, text: WorkflowText)]
  ) {
    let resolved = node.resolved
    if let text = WorkflowText(node) {
      if text.template != nil { found.append((name, text)) }
    } else if let mapping = resolved.mapping {
      for (key, entry) in fields(mapping).entries { collect(entry.value, name ?? key, &found) }
    } else {
      for item in items(resolved, "a list") { collect(item, name, &found) }
    }
  }

  /// Nil for an expression.
  private mutating func values(_ node: YAMLNode, _ name: String) -> [Matrix.Value]? {
    if let text = WorkflowText(node), text.template != nil { return nil }
    return items(node, "`\(LegibleText.short(name))`", allowsOne: true).map {
      Matrix.Value(node: $0, value: value($0))
    }
  }

  /// Nil for an expression.
  private mutating func rows(_ node: YAMLNode, _ what: String) -> [Matrix.Row]? {
    if let text = WorkflowText(node), text.template != nil { return nil }
    var rows: [Matrix.Row] = []
    for item in items(node, what) {
      if WorkflowText(item)?.template != nil { return nil }
      guard let mapping = mapping(item, "an entry of \(what)") else { continue }
      let members = fields(mapping).entries.map { (name: $0.key, value: value($0.entry.value)) }
      rows.append(Matrix.Row(node: item, members: members))
    }
    return rows
  }

  /// A node as a value of an expression. Text with an expression in it is unknown.
  private mutating func value(_ node: YAMLNode) -> ExpressionValue {
    let resolved = node.resolved
    if let mapping = resolved.mapping {
      let members = fields(mapping).entries.map { (name: $0.key, value: value($0.entry.value)) }
      return .object(ExpressionObject(members))
    }
    if resolved.sequence != nil {
      return .array(ExpressionArray(items(resolved, "a list").map { value($0) }))
    }
    guard let scalar = resolved.scalar else { return .unknown }
    switch scalar.value {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .number(Double(value))
    case .float(let value): return .number(value)
    case .string(let value): return value.contains("${{") ? .unknown : .string(value)
    }
  }
}
