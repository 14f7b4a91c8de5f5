import MoatModel

extension SourceReader {
  /// A keyword where an item, an import or a module may begin.
  mutating func word(_ keyword: Keyword, _ index: Int) {
    if keyword == .use || keyword == .extern {
      useWords.append(UInt32(truncatingIfNeeded: index))
    }
    switch keyword {
    case .use: if text.mark(index + 1) != UInt8(ascii: "<") { use(index) }
    case .mod: module(index)
    case .fn: if text.isName(index + 1) { begin(.function, index, name: index + 1, body: .block) }
    case .struct: begin(.structure, index, name: index + 1, body: .body)
    case .enum: begin(.enumeration, index, name: index + 1, body: .body)
    case .trait: begin(.trait, index, name: index + 1, body: .associated)
    case .union:
      if text.isName(index + 1), text.keyword(index + 1) == nil, isItemPosition(index) {
        begin(.union, index, name: index + 1, body: .body)
      }
    case .impl:
      if isItemPosition(index) { begin(.implementation, index, name: nil, body: .associated) }
    case .type: if text.isName(index + 1) { typeAlias(index) }
    case .const, .static: constant(keyword, index)
    case .extern: external(index)
    case .unsafe:
      if text.mark(index + 1) == UInt8(ascii: "{") { block(.unsafeBlock, index) }
    default: break
    }
  }

  /// Whether an item may begin here: `impl` and `union` mean other things elsewhere.
  private func isItemPosition(_ index: Int) -> Bool {
    if index == 0 { return true }
    switch text.mark(index - 1) {
    case UInt8(ascii: "}"), UInt8(ascii: "{"), UInt8(ascii: ";"), UInt8(ascii: "]"): return true
    case UInt8(ascii: ")"):
      let open = opening(of: index - 1)
      return open > 0 && text.keyword(open - 1) == .pub
    case 0:
      switch text.keyword(index - 1) {
      case .unsafe, .default, .pub: return true
      default: return text.kind(index - 1) == .problem
      }
    default: return false
    }
  }

  private mutating func begin(_ kind: Item.Kind, _ index: Int, name: Int?, body: Frame.Kind) {
    if let name, !text.isName(name) { return }
    let item = addItem(kind, index, name: name)
    top.next = body
    top.nextItem = item
    top.openItem = item
    if let name { bind(text.nameRange(name), kind == .function ? .localValue : .localType) }
  }

  private mutating func block(_ kind: Item.Kind, _ index: Int) {
    let item = addItem(kind, index, name: nil)
    top.next = kind == .externBlock ? .foreign : .block
    top.nextItem = item
  }

  /// An item with the modifiers that stand before its keyword.
  mutating func addItem(_ kind: Item.Kind, _ index: Int, name: Int?) -> Int {
    var first = index
    var isUnsafe = text.keyword(index) == .unsafe
    var isPublic = false
    var isExtern = kind == .externBlock
    // There are no more than pub, default, const, async, unsafe, extern and its string.
    scan: for _ in 0..<8 where first > 0 {
      switch text.keyword(first - 1) {
      case .unsafe: isUnsafe = true
      case .extern: isExtern = true
      case .pub: isPublic = true
      case .async, .const, .default, .safe: break
      default:
        if let kind = text.kind(first - 1), kind == .string || kind == .rawString,
          text.keyword(first - 2) == .extern
        {
          break
        }
        let open = opening(of: first - 1)
        guard text.mark(first - 1) == UInt8(ascii: ")"), open > 0, text.keyword(open - 1) == .pub
        else { break scan }
        first = open + 1
      }
      first -= 1
    }
    items.append(
      Item(
        kind: kind, isUnsafe: isUnsafe, isPublic: isPublic, isExtern: isExtern, name: name,
        tokens: first...max(index, name ?? index)))
    return items.count - 1
  }

  private mutating func constant(_ keyword: Keyword, _ index: Int) {
    // Not `*const T`, `const fn`, `const { … }`, `static || …`.
    var name = index + 1
    if text.keyword(name) == .mut { name += 1 }
    guard text.isName(name), text.mark(name + 1) == UInt8(ascii: ":"), !text.isSeparator(name + 1),
      text.mark(index - 1) != UInt8(ascii: "*"), text.mark(index - 1) != UInt8(ascii: "<"),
      text.mark(index - 1) != UInt8(ascii: ",")
    else { return }
    let item = addItem(keyword == .const ? .constant : .staticVariable, index, name: name)
    top.openItem = item
    bind(text.nameRange(name), .localValue)
  }

  private mutating func external(_ index: Int) {
    if text.keyword(index + 1) == .crate { return externCrate(index) }
    let hasABI = text.kind(index + 1)?.isText == true
    let open = hasABI ? index + 2 : index + 1
    guard text.mark(open) == UInt8(ascii: "{") else { return }
    block(.externBlock, index)
  }

  /// `mod name { … }` or `mod name;`.
  private mutating func module(_ index: Int) {
    guard text.isName(index + 1) else { return }
    switch text.mark(index + 2) {
    case UInt8(ascii: "{"):
      let item = addItem(.module, index, name: index + 1)
      top.next = .module
      top.nextItem = item
    case UInt8(ascii: ";"):
      bind(text.nameRange(index + 1), .localType)
      declare(index)
    default: break
    }
  }

  private mutating func declare(_ index: Int) {
    let paths = paths()
    declarations.append(
      ModuleDeclaration(
        name: text.name(index + 1),
        span: SourceSpan(text.tokens[index].lower, text.tokens[index + 1].upper),
        pathAttributes: paths.map { $0.text }, hasFixedPath: paths.contains { !$0.isConditional },
        folders: folders[top.folders ?? 0]))
  }

  /// `macro_rules! name { … }`, whose `!` stands at an index.
  mutating func macroRules(_ index: Int) {
    let name = index + 1
    items.append(
      Item(
        kind: .macro, isUnsafe: false, isPublic: false, isExtern: false, name: name,
        tokens: (index - 1)...name))
    top.special = .macroRules
    top.nextItem = items.count - 1
  }

  mutating func exclamation(_ index: Int) {
    guard text.isName(index - 1) else { return }
    switch text.mark(index + 1) {
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
      // `if !(…)`, `return ![…]`: a keyword calls no macro, but `crate!` and the like cannot be.
      guard text.keyword(index - 1) == nil || text.kind(index - 1) == .rawIdentifier else { return }
      top.special = .macro
    default:
      if text.isName(index + 1), text.isWord(index - 1, "macro_rules") { macroRules(index) }
    }
  }
}
