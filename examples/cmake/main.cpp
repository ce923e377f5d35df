// Runs the model on a grey picture, and says what comes of it.
#include "vit.h"

#include <iostream>
#include <vitc/vitc.hpp>

int main() {
  try {
    vitc::Context context(vit_info());
    std::vector<float> image(context.inputSize<float>(0), 0.5F);
    std::vector<float> logits(context.outputSize<float>(0));
    context.run({image}, {logits});
    for (float logit : logits)
      std::cout << logit << '\n';
  } catch (const vitc::Error &error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
