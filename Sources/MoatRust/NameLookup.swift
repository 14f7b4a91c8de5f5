/// Looks names up as Rust does: in the blocks around, then in the module, no further
/// (https://doc.rust-lang.org/reference/names/name-resolution.html, of which macros are left out).
struct NameLookup: Sendable {
  let scopes: [SourceReader.Scope]
  let table: NameTable
  let text: TokenText
  let crates: [String: String]
  /// The globs of each scope that lead somewhere.
  var globs: [Int: [Glob]] = [:]

  /// The imports that are `extern crate`.
  var externs: Set<Int> = []

  /// Where a `use a::*` leads.
  enum Glob: Sendable {
    /// Out of the file, by an import.
    case crate(Int)
    /// To an inline module.
    case module(Int)
  }

  /// Where a name stands, which says what may be meant: types and modules have names of their own, and
  /// values theirs.
  enum Use {
    /// Before `::`.
    case type
    /// Called.
    case value
    case any
  }

  private func hides(_ target: NameTable.Target, _ use: Use) -> Bool {
    switch (target, use) {
    case (.localValue, .type), (.localType, .value), (.module, .value): false
    default: true
    }
  }

  /// What a name may be.
  struct Found {
    var targets: [NameTable.Target] = []
    /// Globs that may have it.
    var candidates: [Int] = []
    /// Whether one of the targets is sure, so that nothing further out is meant.
    var isHidden = false
    fileprivate var globs = 0
  }

  /// What the first names of a path lead to, and the place among its names where the rest begins.
  enum Start {
    /// Another import.
    case imported(Int, rest: Int)
    /// An inline module, by its scope.
    case module(Int)
    /// Something that the file defines.
    case local(rest: Int)
    /// Something of another crate, or of this one by `crate::` or `super::`.
    case path(rest: Int)
  }

  /// Everything a name may be in a scope: what the innermost scope says that surely has it, and what
  /// scopes further in may say. In one scope an import stands beside a definition only where a `cfg`
  /// chooses between them, so both are given.
  func targets(_ name: Int?, in scope: Int, _ use: Use) -> Found {
    var found = Found()
    var place = scope
    var depth = 0
    while true {
      explicit(name, in: place, use, &found)
      if found.isHidden { return found }
      if let globs = globs[place] { through(globs, name, use, &found, depth: 0) }
      if found.isHidden || scopes[place].isModule { return found }
      depth += 1
      guard depth < Self.blockDepth, let parent = scopes[place].parent else {
        place = scopes[place].module
        continue
      }
      place = parent
    }
  }

  /// Blocks with definitions of their own nest two or three deep; beyond this, the module is next.
  private static let blockDepth = 64

  /// What a name is in one scope and nowhere else.
  func targets(
    _ name: Int?, exactlyIn scope: Int, _ use: Use, depth: Int = 0
  ) -> Found {
    var found = Found()
    explicit(name, in: scope, use, &found)
    if !found.isHidden, let globs = globs[scope] {
      through(globs, name, use, &found, depth: depth)
    }
    return found
  }

  private func explicit(_ name: Int?, in scope: Int, _ use: Use, _ found: inout Found) {
    guard let name else { return }
    for binding in table.bindings(of: name, in: scope) {
      found.targets.append(binding.target)
      if !binding.isWeak, hides(binding.target, use) { found.isHidden = true }
    }
  }

  /// Real globs lead through one or two others.
  private static let globDepth = 4
  /// How many globs are followed for one name: real files have a few, hostile ones could have each lead
  /// to all others.
  private static let globLimit = 64

  private func through(
    _ globs: [Glob], _ name: Int?, _ use: Use, _ found: inout Found, depth: Int
  ) {
    for glob in globs {
      found.globs += 1
      guard found.globs <= Self.globLimit else { return }
      switch glob {
      case .crate(let index): found.candidates.append(index)
      case .module(let scope):
        guard depth < Self.globDepth else { continue }
        explicit(name, in: scope, use, &found)
        if let others = self.globs[scope] {
          through(others, name, use, &found, depth: depth + 1)
        }
      }
    }
  }

  /// Follows a path's first names as far as the file knows them.
  ///
  /// - Parameters:
  ///   - names: tokens.
  ///   - excluding: an import that is not to be found, because it is the one that is asked for.
  func start(of names: ArraySlice<Int>, scope: Int, excluding: Int?) -> Start {
    guard let initial = names.first else { return .path(rest: names.startIndex) }
    if text.isWord(initial, "crate") || text.isWord(initial, "Self") {
      return .path(rest: names.startIndex)
    }
    var next = names.startIndex
    var place = scope
    var isExact = false
    if isModuleWord(initial) {
      place = scopes[scope].module
      isExact = true
      while next < names.endIndex, isModuleWord(names[next]) {
        if text.isWord(names[next], "super") {
          guard let parent = scopes[place].parent else { return .path(rest: next) }
          place = scopes[parent].module
        }
        next += 1
      }
      guard next < names.endIndex else { return .module(place) }
    }
    // Each round goes into one inline module.
    while true {
      let rest = next + 1
      let isLast = rest == names.endIndex
      let name = table.place(text.nameRange(names[next]), in: text.bytes)
      let use = isLast ? Use.any : .type
      let found = isExact ? targets(name, exactlyIn: place, use) : targets(name, in: place, use)
      var module: Int?
      var isOwn = false
      for target in found.targets {
        switch target {
        case .imported(let index): if index != excluding { return .imported(index, rest: rest) }
        case .module(let scope): module = module ?? scope
        case .localType: isOwn = true
        case .localValue: isOwn = isOwn || isLast
        }
      }
      if let module {
        guard !isLast else { return .module(module) }
        place = module
        next = rest
        isExact = true
        continue
      }
      if !isExact, !isOwn || !found.isHidden, let crate = externCrate(name, excluding) {
        return .imported(crate, rest: rest)
      }
      return isOwn || isExact ? .local(rest: next) : .path(rest: next)
    }
  }

  private func isModuleWord(_ name: Int) -> Bool {
    switch text.keyword(name) {
    case .selfValue, .super: true
    default: false
    }
  }

  /// An `extern crate` at the top of the file: in the root of a crate it holds in all modules.
  func externCrate(_ name: Int?, _ excluding: Int?) -> Int? {
    guard let name else { return nil }
    for binding in table.bindings(of: name, in: 0) {
      if case .imported(let found) = binding.target, externs.contains(found), found != excluding {
        return found
      }
    }
    return nil
  }
}
