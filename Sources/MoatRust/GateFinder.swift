import MoatModel

/// Finds what `cfg` conditions guard. Works on whole files, once brackets are paired.
struct GateFinder {
  let text: TokenText
  let partners: ContiguousArray<Int32>
  private var extent: GuardedExtent
  private(set) var gates: [Gate] = []
  /// What is only compiled for tests, by attribute: ``Gate/isTest`` and `#[test]`.
  private(set) var tests: [SourceSpan] = []
  /// Of `test` and `bench`, those that mean something else in the file.
  private var shadowed: Set<String> = []

  init(text: TokenText, partners: ContiguousArray<Int32>) {
    self.text = text
    self.partners = partners
    extent = GuardedExtent(text: text, partners: partners)
  }

  /// - Parameters:
  ///   - imports: of the file: they can give `#[test]` another meaning.
  ///   - parts: the tokens of their paths.
  mutating func find(
    _ attributes: [Attribute], _ macros: [MacroCall], _ imports: [Import], _ parts: [Int]
  ) {
    let text = text
    for item in imports {
      guard let name = item.name, isTestName(name),
        !parts[item.parts].dropLast().contains(where: { Self.testCrates.contains(text.name($0)) })
      else { continue }
      shadowed.insert(text.name(name))
    }
    for attribute in attributes {
      if text.isWord(attribute.name, "cfg") {
        gate(attribute)
      } else if text.isWord(attribute.name, "cfg_attr") {
        added(attribute)
      } else if !attribute.isInMacro, isTest(attribute) {
        tests.append(span(guardedBy: attribute))
      }
    }
    for call in macros where text.isWord(call.name, "cfg") { conditional(call) }
    nest()
  }

  /// Crates whose `#[…::test]` is known to make tests. Any other attribute of that name may leave the
  /// code in what is built.
  private static let testCrates: Set<String> = [
    "std", "core", "tokio", "async_std", "smol_potat", "actix_rt", "actix_web", "actix", "rstest",
    "wasm_bindgen_test", "futures_test", "test_log", "ntest", "googletest", "gtest", "sqlx",
    "compio", "monoio", "glommio", "madsim", "turmoil", "async_attributes", "tracing_test", "divan",
    "macro_rules_attribute", "ntex", "rt", "test_case", "test_strategy", "tokio_uring", "gpui",
    "proptest", "kani",
  ]

  private func isTestName(_ index: Int) -> Bool {
    text.isWord(index, "test") || text.isWord(index, "bench")
  }

  /// `#[test]`, `#[bench]`, and those of known crates that end in one of them: `#[tokio::test]`.
  private func isTest(_ attribute: Attribute) -> Bool {
    var name = attribute.name
    while text.isSeparator(name + 1) { name += 3 }
    guard isTestName(name) else { return false }
    return name == attribute.name
      ? shadowed.isEmpty || !shadowed.contains(text.name(name))
      : Self.testCrates.contains(text.name(attribute.name))
  }

  private mutating func gate(_ attribute: Attribute) {
    let open = attribute.name + 1
    guard text.mark(open) == UInt8(ascii: "("), let close = partner(open) else { return }
    add(open + 1..<close, span(guardedBy: attribute), isInMacro: attribute.isInMacro)
  }

  /// The attributes that a `cfg_attr` adds.
  private mutating func added(_ attribute: Attribute) {
    let open = attribute.name + 1
    guard text.mark(open) == UInt8(ascii: "("), let close = partner(open) else { return }
    var end = open + 1
    while end < close, text.mark(end) != UInt8(ascii: ",") { end = (partner(end) ?? end) + 1 }
    guard end < close else { return }
    add(open + 1..<end, span(from: end + 1, to: close - 1), isInMacro: attribute.isInMacro)
  }

  /// `if cfg!(…) {`, also with `&&` after it: the block is guarded.
  private mutating func conditional(_ call: MacroCall) {
    guard text.keyword(call.name - 1) == .if else { return }
    let open = call.arguments.lowerBound
    guard let close = partner(open) else { return }
    var block = close + 1
    if text.mark(block) == UInt8(ascii: "&"), text.mark(block + 1) == UInt8(ascii: "&") {
      while extent.look(), block < text.count, text.mark(block) != UInt8(ascii: "{") {
        // `a && b || c` is not guarded.
        if text.mark(block) == UInt8(ascii: "|") || text.mark(block) == UInt8(ascii: ";") { return }
        block = (partner(block) ?? block) + 1
      }
    }
    guard text.mark(block) == UInt8(ascii: "{") else { return }
    add(
      open + 1..<close, span(from: block, to: partner(block) ?? text.count - 1), isInMacro: false)
  }

  private mutating func add(_ condition: Range<Int>, _ span: SourceSpan, isInMacro: Bool) {
    guard !condition.isEmpty else { return }
    let isTest = CfgText.requiresTest(text, condition, partners)
    gates.append(
      Gate(span: span, condition: CfgText.condition(text, condition), isTest: isTest, parent: nil))
    // A macro may drop the attributes it is given.
    if isTest, !isInMacro { tests.append(span) }
  }

  private func partner(_ index: Int) -> Int? {
    guard partners.indices.contains(index), Int(partners[index]) > index else { return nil }
    return Int(partners[index])
  }

  private func span(from first: Int, to last: Int) -> SourceSpan {
    guard text.tokens.indices.contains(first), text.tokens.indices.contains(last) else {
      return .start
    }
    return SourceSpan(text.tokens[first].lower, text.tokens[last].upper)
  }

  /// What an attribute is about: what it stands in, or what follows it.
  private mutating func span(guardedBy attribute: Attribute) -> SourceSpan {
    let first = attribute.tokens.lowerBound
    guard attribute.isInner else {
      let last = extent.end(of: attribute)
      return span(from: first, to: last)
    }
    guard attribute.container >= 0 else { return SourceSpan(0, text.bytes.count) }
    return span(
      from: attribute.container, to: partner(attribute.container) ?? text.count - 1)
  }

  /// Puts the gates in order and finds the one around each.
  private mutating func nest() {
    gates.sort { left, right in
      (left.span.lower, -left.span.upper) < (right.span.lower, -right.span.upper)
    }
    var around: [Int] = []
    for index in gates.indices {
      while let last = around.last, gates[last].span.upper <= gates[index].span.lower {
        around.removeLast()
      }
      gates[index].parent = around.last
      around.append(index)
    }
    tests = Self.merged(tests)
  }

  /// Without those inside others, in order.
  private static func merged(_ spans: [SourceSpan]) -> [SourceSpan] {
    var merged: [SourceSpan] = []
    for span in spans.sorted() {
      if let last = merged.last, span.lower < last.upper {
        merged[merged.count - 1] = SourceSpan(last.lower, max(last.upper, span.upper))
      } else {
        merged.append(span)
      }
    }
    return merged
  }
}
