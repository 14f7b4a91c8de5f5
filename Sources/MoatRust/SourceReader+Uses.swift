import MoatModel

extension SourceReader {
  /// The tree of a `use` whose keyword stands at an index: each of its leaves becomes an import. What
  /// does not look like one, as in a macro's pattern, ends it.
  mutating func use(_ index: Int) {
    let isPublic = isPublic(index)
    segments.removeAll(keepingCapacity: true)
    var isGlobal = false
    /// How many segments stand before the brace at hand.
    var group = 0
    groups.removeAll(keepingCapacity: true)
    var leaf: Int?
    var next = index + 1
    while next < text.count {
      switch text.mark(next) {
      case UInt8(ascii: ":") where text.isSeparator(next):
        if segments.isEmpty { isGlobal = true }
        next += 2
        continue
      case UInt8(ascii: "*"):
        add(.glob, nil, segments.count, isGlobal, isPublic, at: next)
        leaf = nil
      case UInt8(ascii: "{"):
        groups.append(group)
        group = segments.count
        leaf = nil
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: ";"):
        if let leaf { add(leaf, named: leaf, isGlobal, isPublic) }
        leaf = nil
        guard text.mark(next) != UInt8(ascii: ";"), let around = groups.last else { return }
        if text.mark(next) == UInt8(ascii: "}") {
          group = around
          groups.removeLast()
        } else {
          segments.removeLast(max(0, segments.count - group))
        }
      case UInt8(ascii: "$"): break
      case 0 where text.isName(next):
        if text.keyword(next) == .as, let path = leaf {
          add(path, named: next + 1, isGlobal, isPublic)
          leaf = nil
          next += 2
          continue
        }
        guard segments.count < Import.segmentLimit else { return }
        segments.append(next)
        leaf = next
      default: return
      }
      next += 1
    }
  }

  private func isPublic(_ index: Int) -> Bool {
    if text.keyword(index - 1) == .pub { return true }
    let open = opening(of: index - 1)
    return text.mark(index - 1) == UInt8(ascii: ")") && open > 0 && text.keyword(open - 1) == .pub
  }

  /// A leaf: the last token of its path, and the token that names it.
  private mutating func add(_ leaf: Int, named name: Int, _ isGlobal: Bool, _ isPublic: Bool) {
    var count = segments.count
    var called = name
    // `use a::{self}` is `use a`.
    if count > 1, text.isWord(segments[count - 1], "self") {
      count -= 1
      if leaf == name { called = segments[count - 1] }
    }
    add(.use, called, count, isGlobal, isPublic, at: name)
  }

  /// - Parameter count: how many of the segments are its path.
  private mutating func add(
    _ kind: Import.Kind, _ name: Int?, _ count: Int, _ isGlobal: Bool, _ isPublic: Bool,
    at token: Int
  ) {
    let name = name.flatMap { $0 < text.count ? $0 : nil }
    let token = text.tokens[min(token, text.count - 1)]
    if imports.isEmpty { reserveImports() }
    let first = importParts.count
    for segment in segments.prefix(count) { importParts.append(segment) }
    imports.append(
      Import(
        kind: kind, isPublic: isPublic, span: SourceSpan(token.lower, token.upper),
        isInMacro: isInMacro, name: name, parts: first..<importParts.count, isGlobal: isGlobal))
    importScopes.append(currentScope())
    if let name, !text.isWord(name, "_") {
      bind(text.nameRange(name), .imported(imports.count - 1))
    }
  }

  /// A file that has imports has some.
  private mutating func reserveImports() {
    imports.reserveCapacity(8 + text.count / 1_024)
    importScopes.reserveCapacity(8 + text.count / 1_024)
    importParts.reserveCapacity(32 + text.count / 512)
  }

  /// `extern crate a as b;`
  mutating func externCrate(_ index: Int) {
    let crate = index + 2
    guard text.isName(crate) else { return }
    let name = text.keyword(crate + 1) == .as && text.isName(crate + 2) ? crate + 2 : crate
    segments.removeAll(keepingCapacity: true)
    segments.append(crate)
    add(.externCrate, name, 1, true, isPublic(index), at: name)
  }

  /// `type Name = a::path;`, which is as good as an import; anything else is a definition.
  mutating func typeAlias(_ index: Int) {
    let name = index + 1
    let item = addItem(.typeAlias, index, name: name)
    top.openItem = item
    segments.removeAll(keepingCapacity: true)
    var next = name + 2
    var isGlobal = false
    if text.mark(name + 1) == UInt8(ascii: "=") {
      if text.isSeparator(next) {
        isGlobal = true
        next += 2
      }
      while text.isName(next), segments.count < Import.segmentLimit {
        segments.append(next)
        guard text.isSeparator(next + 1) else { break }
        next += 3
      }
    }
    guard let last = segments.last, !text.isWord(last, "Self"),
      top.kind != .associated
    else {
      return bind(text.nameRange(name), .localType)
    }
    add(.typeAlias, name, segments.count, isGlobal, isPublic(index), at: name)
  }
}
