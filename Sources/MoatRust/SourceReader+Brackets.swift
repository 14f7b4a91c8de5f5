import MoatModel

extension SourceReader {
  /// A brace, or a bracket of an attribute or a macro.
  mutating func open(_ index: Int, closing: UInt8) {
    let isBrace = closing == UInt8(ascii: "}")
    let special = top.special
    var frame = Frame(special ?? top.next, open: index, closing: closing)
    frame.outside = top.outside
    frame.folders = top.folders
    switch frame.kind {
    case .file, .module, .block, .macro, .macroRules:
      frame.home = isBrace ? outer.count + 1 : top.home
    case .associated, .foreign, .body, .attribute, .group: frame.home = top.home
    }
    if let special {
      top.special = nil
      switch special {
      case .macro: frame.outside = frame.outside ?? outer.count
      case .macroRules:
        frame.outside = frame.outside ?? outer.count
        frame.item = top.nextItem
        top.nextItem = nil
      default: attributeDepth += 1
      }
    } else if attributeDepth == 0 {
      if let item = top.nextItem {
        frame.item = item
        top.nextItem = nil
        top.openItem = nil
      }
      if frame.kind == .module { openModule(&frame) }
      top.next = .block
      pendingAttribute = nil
    }
    outer.append(top)
    top = frame
  }

  private mutating func openModule(_ frame: inout Frame) {
    frame.outside = nil
    frame.scope = scopes.count
    scopes.append(Scope(open: frame.open ?? -1, close: text.count, isModule: true, parent: nil))
    guard let item = frame.item, let name = items[item].name else { return }
    let around = folders[frame.folders ?? 0]
    if around.count < ModuleDeclaration.depthLimit {
      frame.folders = folders.count
      folders.append(
        around + [.init(name: text.name(name), path: paths().last?.text)])
    }
    bind(text.nameRange(name), .module(scopes.count - 1))
  }

  /// A closing bracket that fits nothing that is open is passed over; one that fits an outer bracket
  /// closes what is inside as well.
  ///
  /// - Returns: the bracket that it closes.
  mutating func closing(_ byte: UInt8, _ index: Int) -> Int? {
    if top.closing != byte {
      // Only braces are trusted to be meant, and the search is short, so that hostile text is cheap.
      guard let place = outer.last(closedBy: byte, among: Self.recoveryLimit - 1) else {
        return nil
      }
      while outer.count > place { close(at: index - 1) }
    }
    let open = top.open
    close(at: index)
    return open
  }

  /// How many open brackets a closing one may skip: rustc refuses such a file anyway.
  private static let recoveryLimit = 16

  mutating func close(at index: Int) {
    guard let open = top.open, let around = outer.popLast() else { return }
    let frame = top
    top = around
    if let scope = frame.scope { scopes[scope].close = index }
    switch frame.kind {
    case .attribute:
      attributeDepth -= 1
      closeAttribute(open, index)
      return
    case .macro: macros.append(MacroCall(name: open - 2, arguments: open...index))
    case .module:
      guard let item = frame.item, let name = items[item].name else { break }
      modules.append(
        InlineModule(
          name: text.name(name),
          span: SourceSpan(text.tokens[open].lower, text.tokens[index].upper)))
    default: break
    }
    end(frame.item, at: index)
    if frame.closing == UInt8(ascii: "}"), attributeDepth == 0 { pendingAttribute = nil }
  }

  /// Lengthens an item to a token.
  mutating func end(_ item: Int?, at index: Int) {
    guard let item else { return }
    let first = items[item].tokens.lowerBound
    items[item].tokens = first...max(first, index)
  }
}
