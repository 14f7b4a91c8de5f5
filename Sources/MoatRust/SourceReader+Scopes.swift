extension SourceReader {
  /// Where names are looked up: a module, or a block that defines some.
  struct Scope: Sendable {
    let open: Int
    var close: Int
    let isModule: Bool
    /// The scope around it.
    var parent: Int?
    /// The module it lies in, or itself.
    var module = 0
  }

  /// The scope of a frame: its own, or that of the nearest frame that has one; made if there is none yet.
  private mutating func scope(of frame: Int) -> Int {
    let home = self[frame].home ?? 0
    if let scope = self[home].scope { return scope }
    self[home].scope = scopes.count
    scopes.append(
      Scope(open: self[home].open ?? -1, close: text.count, isModule: false, parent: nil))
    return scopes.count - 1
  }

  /// A frame by how many are around it.
  private subscript(_ frame: Int) -> Frame {
    get { frame < outer.count ? outer[frame] : top }
    set { if frame < outer.count { outer[frame] = newValue } else { top = newValue } }
  }

  /// Whether the attributes before the item at hand may take it away: `cfg`, and those that are macros
  /// and do what they like.
  private var isGated: Bool {
    guard let first = pendingAttribute else { return false }
    // More than real items have; the newest ones are looked at.
    return attributes[first...].suffix(64).contains { attribute in
      !Self.harmless.contains { text.isWord(attribute.name, $0) }
    }
  }

  /// Attributes that leave an item in its place, so that it hides others of its name.
  private static let harmless: [StaticString] = [
    "derive", "doc", "inline", "allow", "must_use", "repr", "non_exhaustive", "deprecated",
    "cold", "track_caller", "warn", "deny", "forbid", "expect", "rustfmt", "clippy", "path", "test",
    "no_mangle", "macro_use", "serde", "default", "automatically_derived", "target_feature",
  ]

  /// Says what a name is in the scope at hand. Where that lies in the arguments of a macro, the macro
  /// decides what becomes of it: an import may then hold around the macro too, and hides nothing.
  mutating func bind(_ name: Range<Int>, _ target: NameTable.Target) {
    guard bindsNames else { return }
    switch top.kind {
    case .associated, .body, .attribute: return
    default: break
    }
    let inner = scope(of: outer.count)
    let outside = top.outside
    let isWeak = outside != nil || isGated
    names.add(name, in: text.bytes, scope: inner, target, isWeak: isWeak)
    guard let outside else { return }
    switch target {
    case .localType, .localValue: return
    case .imported, .module: break
    }
    let around = scope(of: outside)
    if around != inner {
      names.add(name, in: text.bytes, scope: around, target, isWeak: true)
    }
  }

  /// The scope that an import at hand belongs to.
  mutating func currentScope() -> Int { bindsNames ? scope(of: outer.count) : 0 }

  var isInMacro: Bool { top.outside != nil }

  /// Orders the scopes by where they open, and finds the one around each.
  mutating func finishScopes() {
    let order = scopes.indices.sorted { scopes[$0].open < scopes[$1].open }
    var numbers = [Int](repeating: 0, count: scopes.count)
    for (new, old) in order.enumerated() { numbers[old] = new }
    scopes = order.map { scopes[$0] }
    var around: [Int] = []
    for index in scopes.indices {
      while let last = around.last, scopes[last].close < scopes[index].open { around.removeLast() }
      scopes[index].parent = around.last
      scopes[index].module =
        scopes[index].isModule ? index : around.last.map { scopes[$0].module } ?? 0
      around.append(index)
    }
    names.finish(numbers)
    for index in importScopes.indices { importScopes[index] = numbers[importScopes[index]] }
  }
}
