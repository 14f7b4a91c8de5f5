import MoatModel

/// What a document should say after it was changed.
struct YAMLExpectation: Sendable {
  /// New text for parts of scalars, by node.
  var texts: [Int: [(range: Range<Int>, text: String)]] = [:]
  var replacements: [Int: YAMLContent] = [:]
  /// New entries of mappings, each with the index of the old entry that it stands in front of.
  var entries: [Int: [(index: Int, entry: YAMLNewEntry)]] = [:]
  /// New items at the ends of sequences.
  var items: [Int: [YAMLContent]] = [:]
  /// Items, and keys of entries.
  var removed: Set<Int> = []
  /// What of the text goes, comments included.
  var removedSpans: [SourceSpan] = []

  /// How many entries or items a collection gets.
  func insertions(into node: Int) -> Int {
    (entries[node]?.count ?? 0) + (items[node]?.count ?? 0)
  }

  /// New and changed comments, by the place where the old one is or the line ends.
  var comments: [Int: String] = [:]

  /// What the comments should read, in order.
  func comments(of stream: YAMLStream) -> [String] {
    var result = comments
    for comment in stream.comments where result[comment.lower] == nil {
      let isRemoved = removedSpans.contains {
        $0.lower <= comment.lower && comment.upper <= $0.upper
      }
      if !isRemoved { result[comment.lower] = stream.source.text(at: comment) }
    }
    return result.sorted { $0.key < $1.key }.map(\.value)
  }

  /// What a reader of the document sees, in order.
  enum Event: Hashable {
    case scalar(String, isString: Bool, properties: String)
    case alias(String)
    case open(isMapping: Bool, properties: String)
    case close
  }

  /// What a reader should see of a node after the changes.
  func events(of node: YAMLNode) -> [Event] {
    var result: [Event] = []
    add(node, to: &result)
    return result
  }

  private func add(_ node: YAMLNode, to result: inout [Event]) {
    if let content = replacements[node.index] { return add(content, to: &result) }
    let properties = "\(node.anchor ?? "") \(node.tag ?? "")"
    if let mapping = node.mapping {
      result.append(.open(isMapping: true, properties: properties))
      let added = entries[node.index] ?? []
      for (index, entry) in mapping.enumerated() {
        for new in added where new.index == index { add(new.entry, to: &result) }
        guard !removed.contains(entry.key.index) else { continue }
        add(entry.key, to: &result)
        add(entry.value, to: &result)
      }
      for new in added where new.index == mapping.count { add(new.entry, to: &result) }
      result.append(.close)
    } else if let sequence = node.sequence {
      result.append(.open(isMapping: false, properties: properties))
      for item in sequence where !removed.contains(item.index) { add(item, to: &result) }
      for item in items[node.index] ?? [] { add(item, to: &result) }
      result.append(.close)
    } else if let scalar = node.scalar {
      let text = texts[node.index].map { changed(scalar.mapped.bytes, $0) }
      var isString = if case .string = scalar.value { true } else { false }
      // What is replaced in part may read as a number afterwards, or no longer.
      if let text, scalar.style == .plain, node.tag == nil { isString = isPlainString(text) }
      result.append(.scalar(text ?? scalar.text, isString: isString, properties: properties))
    } else {
      result.append(.alias(node.aliasName ?? ""))
    }
  }

  private func add(_ entry: YAMLNewEntry, to result: inout [Event]) {
    add(.string(entry.key), to: &result)
    add(entry.value, to: &result)
  }

  private func add(_ content: YAMLContent, to result: inout [Event]) {
    switch content {
    case .string(let text): result.append(.scalar(text, isString: true, properties: " "))
    case .plain(let text):
      result.append(.scalar(text, isString: isPlainString(text), properties: " "))
    case .mapping(let entries):
      result.append(.open(isMapping: true, properties: " "))
      for entry in entries { add(entry, to: &result) }
      result.append(.close)
    case .sequence(let items):
      result.append(.open(isMapping: false, properties: " "))
      for item in items { add(item, to: &result) }
      result.append(.close)
    }
  }

  /// Text with parts replaced, those at one place in the order in which they were noted.
  private func changed(
    _ bytes: [UInt8], _ changes: [(range: Range<Int>, text: String)]
  ) -> String {
    let order = changes.indices.sorted {
      (changes[$0].range.lowerBound, $0) < (changes[$1].range.lowerBound, $1)
    }
    var result: [UInt8] = []
    var place = 0
    for index in order {
      let range = changes[index].range
      result += bytes[place..<max(place, range.lowerBound)]
      result += changes[index].text.utf8
      place = max(place, range.upperBound)
    }
    return String(decoding: result + bytes[place...], as: UTF8.self)
  }

  /// Whether text without quotes is a string, and not a number, a boolean or null.
  private func isPlainString(_ text: String) -> Bool {
    let root = YAMLStream(parsing: SourceText(path: "", text: text)).documents.first?.root
    if case .string? = root?.scalar?.value { return true }
    return false
  }
}
