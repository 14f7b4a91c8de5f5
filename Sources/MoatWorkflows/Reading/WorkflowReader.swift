import MoatExpressions
import MoatModel
import MoatSyntax

/// Turns nodes into the values of the model and keeps what is strange.
struct WorkflowReader {
  /// How many nodes of one document are read, aliases followed: aliases to aliases make a large
  /// document of a small file, and the largest real workflow has a few thousand nodes.
  static let maximumNodes = 200_000

  private(set) var problems: [WorkflowProblem] = []
  private var budget = Self.maximumNodes

  mutating func content(of root: YAMLNode, _ role: WorkflowFile.Role) -> WorkflowFile.Content {
    guard let mapping = mapping(root, "the file") else { return .unreadable }
    switch role {
    case .workflow: return .workflow(workflow(mapping))
    case .action: return .action(action(mapping))
    case .dependabot: return .dependabot(dependabot(mapping))
    }
  }

  mutating func complain(
    _ node: YAMLNode, _ message: String, help: String? = nil, related: SourceSpan? = nil
  ) {
    problems.append(
      WorkflowProblem(node.resolved.span, message, help: help, related: related))
  }

  /// Counts a node that is read.
  ///
  /// - Returns: false when there were too many; the first time that is a problem of the file.
  private mutating func take(_ node: YAMLNode) -> Bool {
    budget -= 1
    if budget == 0 {
      complain(node, "the file has more than \(Self.maximumNodes) nodes; the rest is not read")
    }
    return budget > 0
  }

  // MARK: - Mappings

  /// The entries of a mapping by key. GitHub compares keys without case.
  struct Fields {
    /// In order, each key once; entries that `<<` brings in come last.
    fileprivate(set) var entries: [(key: String, entry: YAMLEntry)] = []

    /// The entry with this key, written in lower case.
    subscript(key: String) -> YAMLEntry? {
      entries.first { $0.key.utf8.count == key.utf8.count && $0.key.lowercased() == key }?.entry
    }
  }

  /// A node as a mapping; nil with a problem if it is something else, without one if it is absent.
  mutating func mapping(_ node: YAMLNode, _ what: String) -> YAMLMapping? {
    let resolved = node.resolved
    if let mapping = resolved.mapping { return mapping }
    if resolved.scalar?.value != .null || what == "the file" {
      complain(node, "expected a mapping as \(what), found \(resolved.kind.name)")
    }
    return nil
  }

  /// The entries of a mapping. Merge keys, which GitHub refuses, are followed: the reader of the
  /// file meant them.
  mutating func fields(_ mapping: YAMLMapping) -> Fields {
    var fields = Fields()
    var seen: [String: YAMLNode] = [:]
    var merged: [YAMLMapping] = []
    collect(mapping, into: &fields, &seen, &merged)
    // Mappings that are merged may merge others; aliases never lead back, and are counted.
    var next = 0
    while next < merged.count {
      collect(merged[next], into: &fields, &seen, &merged, isMerged: true)
      next += 1
    }
    return fields
  }

  private mutating func collect(
    _ mapping: YAMLMapping, into fields: inout Fields, _ seen: inout [String: YAMLNode],
    _ merged: inout [YAMLMapping], isMerged: Bool = false
  ) {
    for entry in mapping {
      guard take(entry.key) else { return }
      guard let key = entry.key.resolved.scalar?.text else {
        complain(entry.key, "expected text as a key, found \(entry.key.resolved.kind.name)")
        continue
      }
      if key == "<<", entry.key.resolved.scalar?.style == .plain {
        complain(entry.key, "GitHub has no merge key `<<`", help: "write the keys out")
        let value = entry.value.resolved
        if let mapping = value.mapping { merged.append(mapping) }
        for node in value.sequence.map({ Array($0) }) ?? [] {
          guard take(node) else { return }
          if let mapping = node.resolved.mapping { merged.append(mapping) }
        }
        continue
      }
      let name = key.lowercased()
      if let first = seen[name] {
        // Keys that are the same byte for byte are a problem of the YAML already.
        if !isMerged, first.resolved.scalar?.text != key {
          complain(
            entry.key, "expected each key once, found `\(LegibleText.short(key))` again",
            help: "GitHub compares keys without case: delete one of the two",
            related: first.resolved.span)
        }
        continue
      }
      seen[name] = entry.key
      fields.entries.append((key, entry))
    }
  }

  // MARK: - Lists

  /// The items of a list; a single value counts as a list of one where `allowsOne` says so.
  mutating func items(
    _ node: YAMLNode, _ what: String, allowsOne: Bool = false
  ) -> [YAMLNode] {
    let resolved = node.resolved
    guard let sequence = resolved.sequence else {
      if resolved.scalar?.value == .null { return [] }
      if allowsOne { return [node] }
      complain(node, "expected a list as \(what), found \(resolved.kind.name)")
      return []
    }
    var items: [YAMLNode] = []
    for item in sequence {
      guard take(item) else { break }
      items.append(item)
    }
    return items
  }

  // MARK: - Texts

  /// A scalar as text; nil with a problem for a collection.
  mutating func text(_ node: YAMLNode, _ what: String) -> WorkflowText? {
    guard let text = WorkflowText(node) else {
      complain(node, "expected text as \(what), found \(node.resolved.kind.name)")
      return nil
    }
    if let failed = text.expressions.first(where: { $0.failure?.reason.isSyntax ?? false }),
      let failure = failed.failure
    {
      let range = failed.content.lowerBound + failure.span.lowerBound..<failed.content.upperBound
      problems.append(
        WorkflowProblem(
          text.span(ofDecoded: range.clamped(to: failed.span)), failure.message,
          help: "GitHub refuses the whole file until it is mended", hidesContent: false))
    }
    return text
  }

  mutating func text(_ entry: YAMLEntry?, _ what: String) -> WorkflowText? {
    guard let entry else { return nil }
    return text(entry.value, what)
  }

  /// The texts of a list, or of a single value.
  mutating func texts(_ entry: YAMLEntry?, _ what: String) -> [WorkflowText]? {
    guard let entry else { return nil }
    return items(entry.value, what, allowsOne: true).compactMap { text($0, what) }
  }

  mutating func flag(_ entry: YAMLEntry?, _ what: String) -> WorkflowFlag? {
    text(entry, what).map { WorkflowFlag($0) }
  }

  /// `env`, `with`, `secrets`: names with texts, or an expression that gives them.
  mutating func namedTexts(_ entry: YAMLEntry?, _ what: String) -> NamedTexts? {
    guard let entry else { return nil }
    if let text = WorkflowText(entry.value), !text.text.isEmpty {
      if text.template == nil { complain(entry.value, "expected a mapping as \(what), found text") }
      return NamedTexts(keyNode: entry.key, node: entry.value, entries: [], expression: text)
    }
    guard let mapping = mapping(entry.value, what) else {
      return NamedTexts(keyNode: entry.key, node: entry.value, entries: [], expression: nil)
    }
    let entries = fields(mapping).entries.compactMap { key, entry in
      text(entry.value, "`\(LegibleText.short(key))`").map {
        NamedTexts.Entry(name: key, nameNode: entry.key, value: $0)
      }
    }
    return NamedTexts(keyNode: entry.key, node: entry.value, entries: entries, expression: nil)
  }
}
