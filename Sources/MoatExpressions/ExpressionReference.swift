/// A value of a context that an expression names: `github.event.issue.title`.
package struct ExpressionReference: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    /// As written; names are found without regard to case.
    case name(String)
    /// `*`, or an index that only a run decides.
    case any
  }

  /// The name of the context, as written.
  package let context: String
  package let path: [Step]
  /// Where it is written, in UTF-8 bytes of the expression.
  package let span: Range<Int>

  /// The value of a member or element, written at the same place.
  fileprivate func appending(_ step: Step) -> ExpressionReference {
    ExpressionReference(context: context, path: path + [step], span: span)
  }

  /// Whether it names a value, or something that holds the value.
  ///
  /// - Parameter value: names joined by dots, with `*` for each element of a list:
  ///   `github.event.commits.*.message`.
  package func mayHold(_ value: String) -> Bool {
    let names = value.split(separator: ".")
    guard path.count < names.count else { return false }
    for (step, name) in zip([.name(context)] + path, names) where name != "*" {
      if case .name(let written) = step, !OrdinalText.equal(written, String(name)) { return false }
    }
    return true
  }
}

extension ExpressionNode {
  /// Every value of a context that is named anywhere in the expression, in order, each as far as
  /// its path goes.
  package var references: [ExpressionReference] {
    guard let (reference, indices) = path else { return children.flatMap(\.references) }
    return [reference] + indices.flatMap(\.references)
  }

  /// The values whose text may become part of the expression's value, and of what it is put into.
  ///
  /// What is only compared, searched or counted is not among them: the result says `true`, a
  /// hash or something that is written in the expression. Of what `fromJSON` makes of a text, a
  /// member is named as if the text were that object. Of `a && b` it is only `b`: `a` is the
  /// value where it is empty or false.
  package var sources: [ExpressionReference] {
    if let (reference, _) = path { return [reference] }
    switch kind {
    case .literal, .context, .not, .comparison: return []
    // Of `(a || b).c` it is only `c` of each.
    case .index(let base, let index):
      return base.sources.map { $0.appending(Self.step(of: index)) }
    case .wildcard(let base): return base.sources.map { $0.appending(.any) }
    case .and(let operands): return operands.last?.sources ?? []
    case .or(let operands): return operands.flatMap(\.sources)
    case .call(let name, let arguments):
      switch ExpressionFunction(named: name) {
      case .format, .join, .tojson, .fromjson: return arguments.flatMap(\.sources)
      case .case:
        let values = arguments.enumerated().filter { index, _ in
          index % 2 == 1 || index == arguments.count - 1
        }
        return values.flatMap(\.element.sources)
      case .contains, .startswith, .endswith, .hashfiles, .success, .failure, .always, .cancelled,
        nil:
        return []
      }
    }
  }

  /// The node as a path from a context, with the indices on it that are expressions themselves.
  private var path: (ExpressionReference, indices: [ExpressionNode])? {
    switch kind {
    case .context(let name):
      return (ExpressionReference(context: name, path: [], span: span), [])
    case .wildcard(let base): return base.path.map { extended($0, by: .any, nil) }
    case .index(let base, let index):
      guard let path = base.path else { return nil }
      let step = Self.step(of: index)
      return extended(path, by: step, step == .any ? index : nil)
    default: return nil
    }
  }

  private static func step(of index: ExpressionNode) -> ExpressionReference.Step {
    guard case .literal(let value) = index.kind, let name = value.text else { return .any }
    return .name(name)
  }

  private func extended(
    _ path: (ExpressionReference, indices: [ExpressionNode]), by step: ExpressionReference.Step,
    _ index: ExpressionNode?
  ) -> (ExpressionReference, indices: [ExpressionNode]) {
    let reference = ExpressionReference(
      context: path.0.context, path: path.0.path + [step], span: span)
    return (reference, path.indices + (index.map { [$0] } ?? []))
  }
}
