import MoatModel

extension SourceReader {
  /// The tree of a `use` whose keyword stands at an index: each of its leaves becomes an import. What
  /// does not look like one, as in a macro's pattern, ends it.
  mutating func use(_ index: Int) {
    let isPublic = isPublic(index)
    var segments: [String] = []
    var isGlobal = false
    /// How many segments stand before each open brace.
    var groups = [0]
    var leaf: Int?
    var next = index + 1
    while next < text.count {
      switch text.mark(next) {
      case UInt8(ascii: ":") where text.isSeparator(next):
        if segments.isEmpty { isGlobal = true }
        next += 2
        continue
      case UInt8(ascii: "*"):
        add(.glob, "", segments, isGlobal, isPublic, at: next)
        leaf = nil
      case UInt8(ascii: "{"):
        groups.append(segments.count)
        leaf = nil
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: ";"):
        if let leaf { add(leaf, named: leaf, segments, isGlobal, isPublic) }
        leaf = nil
        guard text.mark(next) != UInt8(ascii: ";"), groups.count > 1 else { return }
        if text.mark(next) == UInt8(ascii: "}") { groups.removeLast() }
        let kept = text.mark(next) == UInt8(ascii: ",") ? groups[groups.count - 1] : segments.count
        segments.removeLast(max(0, segments.count - kept))
      case UInt8(ascii: "$"): break
      case 0 where text.isName(next):
        if text.keyword(next) == .as, let path = leaf {
          add(path, named: next + 1, segments, isGlobal, isPublic)
          leaf = nil
          next += 2
          continue
        }
        guard segments.count < Import.segmentLimit else { return }
        segments.append(text.name(next))
        leaf = next
      default: return
      }
      next += 1
    }
  }

  private func isPublic(_ index: Int) -> Bool {
    if text.keyword(index - 1) == .pub { return true }
    let open = partner(index - 1)
    return text.mark(index - 1) == UInt8(ascii: ")") && open > 0 && text.keyword(open - 1) == .pub
  }

  /// A leaf: the last token of its path, and the token that names it.
  private mutating func add(
    _ leaf: Int, named name: Int, _ path: [String], _ isGlobal: Bool, _ isPublic: Bool
  ) {
    var path = path
    var nameRange = text.nameRange(name)
    var called = text.name(name)
    // `use a::{self}` is `use a`.
    if path.count > 1, path.last == "self" {
      path.removeLast()
      if leaf == name, let module = path.last, let token = lastToken(named: module, before: leaf) {
        nameRange = text.nameRange(token)
        called = module
      }
    }
    add(.use, called, path, isGlobal, isPublic, at: name)
    if called != "_" { bind(nameRange, .imported(imports.count - 1)) }
  }

  /// The token of the segment before `::{ … self`.
  private func lastToken(named name: String, before leaf: Int) -> Int? {
    var place = leaf - 1
    var skipped = 0
    while place >= 0, skipped < Self.groupLimit {
      if text.isName(place), text.isSeparator(place + 1), text.name(place) == name { return place }
      let open = text.mark(place) == UInt8(ascii: "}") ? partner(place) : -1
      place = open >= 0 ? open - 1 : place - 1
      skipped += 1
    }
    return nil
  }

  /// How far before `self` in a group the group's name is looked for.
  private static let groupLimit = 256

  private mutating func add(
    _ kind: Import.Kind, _ name: String, _ path: [String], _ isGlobal: Bool, _ isPublic: Bool,
    at token: Int
  ) {
    let written = (isGlobal ? "::" : "") + path.joined(separator: "::")
    let token = text.tokens[min(token, text.count - 1)]
    imports.append(
      Import(
        kind: kind, name: name, written: written, path: written, isPublic: isPublic,
        span: SourceSpan(token.lower, token.upper), isInMacro: isInMacro, segments: path,
        isGlobal: isGlobal))
    importScopes.append(currentScope())
  }

  /// `extern crate a as b;`
  mutating func externCrate(_ index: Int) {
    let crate = index + 2
    guard text.isName(crate) else { return }
    let name = text.keyword(crate + 1) == .as && text.isName(crate + 2) ? crate + 2 : crate
    add(.externCrate, text.name(name), [text.name(crate)], true, isPublic(index), at: name)
    if text.name(name) != "_" { bind(text.nameRange(name), .imported(imports.count - 1)) }
  }

  /// `type Name = a::path;`, which is as good as an import; anything else is a definition.
  mutating func typeAlias(_ index: Int) {
    let name = index + 1
    let item = addItem(.typeAlias, index, name: name)
    frames[frames.count - 1].openItem = item
    var path: [String] = []
    var next = name + 2
    var isGlobal = false
    if text.mark(name + 1) == UInt8(ascii: "=") {
      if text.isSeparator(next) {
        isGlobal = true
        next += 2
      }
      while text.isName(next), path.count < Import.segmentLimit {
        path.append(text.name(next))
        guard text.isSeparator(next + 1) else { break }
        next += 3
      }
    }
    guard let last = path.last, last != "Self", frames[frames.count - 1].kind != .associated else {
      return bind(text.nameRange(name), .localType)
    }
    add(.typeAlias, text.name(name), path, isGlobal, isPublic(index), at: name)
    bind(text.nameRange(name), .imported(imports.count - 1))
  }
}
