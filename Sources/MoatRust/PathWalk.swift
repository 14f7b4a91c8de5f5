/// The walk over a file's tokens that finds paths, with the scope at hand.
struct PathWalk {
  let text: TokenText
  let partners: ContiguousArray<Int32>
  let lookup: NameLookup
  /// Whether there is a glob of interest that may have any name.
  private let hasForeignGlobs: Bool
  /// The names of imports of interest: where one stands alone, it is looked up.
  private var lone = TokenFilter()
  private var hasLone = false
  /// Where paths of interest and imports may begin, in order; lone names are not among them.
  private let starts: ContiguousArray<UInt32>
  private var scope = 0
  private var nextScope = 1

  /// - Parameter interest: nil for every path.
  init(_ source: RustSource, _ interest: PathInterest?) {
    text = source.text
    partners = source.partners
    lookup = source.lookup
    hasForeignGlobs = lookup.globs.values.contains { globs in
      globs.contains { glob in
        if case .crate(let index) = glob { interest?.imports[index] ?? true } else { false }
      }
    }
    for (index, item) in source.imports.enumerated()
    where interest?.imports[index] ?? true {
      guard let name = item.name, text.isName(name) else { continue }
      lone.insert(text.tokens[name].tag)
      hasLone = true
    }
    var names = PathNames(first: .allNames, further: .allNames)
    // A glob may have any name, and renamed crates are known by their new ones.
    if let interest, !hasForeignGlobs, lookup.crates.isEmpty {
      names = interest.names
      names.first.formUnion(lone)
      names.further.formUnion(lone)
    }
    starts = PathStarts(text: text, names: names).all(source.leads, source.useWords)
    if hasForeignGlobs {
      lone = .allNames
      hasLone = true
    }
  }

  mutating func run(_ body: (ResolvedPath) -> Void) {
    var start = 0
    var single = hasLone ? -1 : text.count
    var index = 0
    while true {
      while start < starts.count, Int(starts[start]) < index { start += 1 }
      if single < index { single = text.next(from: index, in: lone) }
      index = min(single, start < starts.count ? Int(starts[start]) : text.count)
      guard index < text.count else { return }
      enter(index)
      index = name(index, body)
    }
  }

  /// Brings the scope up to a token.
  @inline(__always)
  private mutating func enter(_ index: Int) {
    while lookup.scopes[scope].close < index, let parent = lookup.scopes[scope].parent {
      scope = parent
    }
    while nextScope < lookup.scopes.count, lookup.scopes[nextScope].open < index {
      if lookup.scopes[nextScope].close >= index { scope = nextScope }
      nextScope += 1
    }
  }

  /// A name at an index; the index to go on from.
  @inline(__always)
  private func name(_ index: Int, _ body: (ResolvedPath) -> Void) -> Int {
    let before = text.mark(index - 1)
    var isGlobal = false
    if before != 0 {
      if before == UInt8(ascii: ".") {
        guard text.mark(index - 2) == UInt8(ascii: ".") else { return index + 1 }
      } else if before == UInt8(ascii: ":"), text.isSeparator(index - 2) {
        guard isStart(index - 3) else { return index + 1 }
        isGlobal = true
      } else if before == UInt8(ascii: "$"), text.keyword(index) != .crate {
        return index + 1
      }
    }
    let isLong = text.isSeparator(index + 1)
    if let keyword = text.keyword(index) {
      switch keyword {
      case .use where text.mark(index + 1) != UInt8(ascii: "<"): return endOfUse(index)
      case .extern where text.keyword(index + 1) == .crate: return endOfUse(index)
      case .crate, .selfValue, .super: if !isLong { return index + 1 }
      case .default, .safe, .union: break
      default: return index + 1
      }
    }
    if isLong {
      long(index, isGlobal, body)
    } else {
      lone(index, isGlobal, body)
    }
    return index + 1
  }

  /// Whether `::` after an index stands at the start of a path.
  private func isStart(_ index: Int) -> Bool {
    if text.mark(index) == UInt8(ascii: ">") {
      // `=>` and `->`, not the end of type arguments.
      let before = text.mark(index - 1)
      return before == UInt8(ascii: "=") || before == UInt8(ascii: "-")
    }
    guard text.isName(index) else { return true }
    return text.keyword(index)?.isNotInPath == true
  }

  /// The token after a `use` tree.
  private func endOfUse(_ index: Int) -> Int {
    var next = index + 1
    while next < text.count {
      switch text.mark(next) {
      case UInt8(ascii: ";"): return next + 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): return next
      case UInt8(ascii: "{"):
        guard Int(partners[next]) > next else { return next + 1 }
        next = Int(partners[next]) + 1
      case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "*"), UInt8(ascii: "$"): next += 1
      case 0 where text.isName(next): next += 1
      default: return next
      }
    }
    return next
  }

  private func long(_ index: Int, _ isGlobal: Bool, _ body: (ResolvedPath) -> Void) {
    var last = index
    while let following = text.followingSegment(last) { last = following }
    if isGlobal { return emit(index, last, alias: nil, rest: index, body) }
    switch text.keyword(index) {
    case .crate: return emit(index, last, alias: nil, rest: index, body)
    case .selfValue, .super: return throughModules(index, last, body)
    default: break
    }
    let binding = lookup.table.place(text.nameRange(index), in: text.bytes)
    guard binding != nil || hasForeignGlobs else {
      return emit(index, last, alias: nil, rest: index, body)
    }
    let found = lookup.targets(binding, in: scope, .type)
    for target in found.targets {
      switch target {
      case .imported(let alias):
        emit(index, last, alias: alias, rest: text.followingSegment(index), body)
      case .module: throughModules(index, last, body)
      case .localType, .localValue: break
      }
    }
    for glob in found.candidates {
      emit(index, last, alias: glob, rest: index, isCandidate: true, body)
    }
    if found.isHidden { return }
    if let alias = lookup.externCrate(binding, nil) {
      emit(index, last, alias: alias, rest: text.followingSegment(index), body)
    } else if !found.targets.contains(where: { if case .imported = $0 { true } else { false } }) {
      emit(index, last, alias: nil, rest: index, body)
    }
  }

  /// A path that begins with `self`, `super` or an inline module of the file.
  private func throughModules(_ index: Int, _ last: Int, _ body: (ResolvedPath) -> Void) {
    var places = [index]
    while let next = text.followingSegment(places[places.count - 1]) {
      guard places.count < Import.segmentLimit else { return }
      places.append(next)
    }
    switch lookup.start(of: places[...], scope: scope, excluding: nil) {
    case .imported(let alias, let rest):
      emit(index, last, alias: alias, rest: rest < places.count ? places[rest] : nil, body)
    case .path: emit(index, last, alias: nil, rest: index, body)
    case .module, .local: break
    }
  }

  /// A name without `::`: of interest only where an import may stand behind it.
  @inline(__always)
  private func lone(_ index: Int, _ isGlobal: Bool, _ body: (ResolvedPath) -> Void) {
    if !isGlobal { loneName(index, body) }
  }

  @inline(never)
  private func loneName(_ index: Int, _ body: (ResolvedPath) -> Void) {
    let range = text.nameRange(index)
    let binding = lookup.table.place(range, in: text.bytes)
    guard binding != nil || hasForeignGlobs, !isDeclared(index) else { return }
    let isCalled = text.mark(index + 1) == UInt8(ascii: "(")
    let found = lookup.targets(binding, in: scope, isCalled ? .value : .any)
    for case .imported(let alias) in found.targets {
      emit(index, index, alias: alias, rest: nil, body)
    }
    guard !found.candidates.isEmpty, !found.isHidden, let first = range.first else { return }
    // A glob has types and functions; names in lower case that are not called are locals.
    let isUpper = text.bytes[first] &- 0x41 < 26
    guard isUpper || isCalled else { return }
    for glob in found.candidates {
      emit(index, index, alias: glob, rest: index, isCandidate: true, body)
    }
  }

  /// Whether a name is being defined: after `fn`, `struct`, `let` and so on, or before a colon.
  private func isDeclared(_ index: Int) -> Bool {
    if text.mark(index + 1) == UInt8(ascii: ":") { return true }
    switch text.keyword(index - 1) {
    case .fn, .struct, .enum, .trait, .mod, .let, .type, .union: return true
    case .mut: return text.keyword(index - 2) == .let
    case .const, .static: return text.mark(index - 2) != UInt8(ascii: "*")
    default: return false
    }
  }

  private func emit(
    _ first: Int, _ last: Int, alias: Int?, rest: Int?, isCandidate: Bool = false,
    _ body: (ResolvedPath) -> Void
  ) {
    let tail = tail(first, last)
    body(
      ResolvedPath(
        tokens: first...(tail?.last ?? last), alias: alias, isCandidate: isCandidate, rest: rest,
        tail: tail?.first))
  }

  /// `name` of `<a::Path>::name` and `<a::Path as b::Trait>::name`.
  private func tail(_ first: Int, _ last: Int) -> (first: Int, last: Int)? {
    guard text.mark(first - 1) == UInt8(ascii: "<"), !text.isName(first - 2) || isStart(first - 2),
      !text.isSeparator(first - 3)
    else { return nil }
    let isPlain = text.mark(last + 1) == UInt8(ascii: ">")
    guard isPlain || text.keyword(last + 1) == .as,
      let close = isPlain ? last + 1 : text.closingAngle(first - 1), text.isSeparator(close + 1),
      text.isName(close + 3)
    else { return nil }
    var end = close + 3
    while let following = text.followingSegment(end) { end = following }
    return (close + 3, end)
  }
}
