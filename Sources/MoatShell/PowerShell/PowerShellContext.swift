/// Where a statement stands.
struct PowerShellContext {
  var function: String?
  var isConditional = false
  var isTest = false
  var follows: ShellConnector = .sequence
  var place: ShellPipelinePlace?
  var depth = 0

  var conditional: PowerShellContext {
    var context = self
    context.isConditional = true
    context.place = nil
    return context
  }

  var testing: PowerShellContext {
    var context = self
    context.isTest = true
    context.place = nil
    return context
  }
}
