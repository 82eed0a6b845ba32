// What is never right in a request for vectors or pictures.
import { analyzedImagesMax, embedInputsMax, imagesMax, labelsPerImageMax } from '../limits.js';
import { invalid, missing, range } from './field-errors.js';
import type { Task } from './task.js';
import { validateMedia } from './validate-media.js';

/** Pixels, or the ratio that some vendors paint in; which of them a model knows, its provider says. */
const sizes = /^(?:auto|[1-9][0-9]{0,4}x[1-9][0-9]{0,4}|[1-9][0-9]?:[1-9][0-9]?)?$/;

/** Throws INVALID_FIELD or MISSING_FIELD. */
export function validateTask(task: Exclude<Task, { kind: 'chat' }>): void {
  switch (task.kind) {
    case 'embed':
      if (task.embed.inputs.length === 0) throw missing('inputs', 'there is nothing to embed', 'Send at least one text.');
      if (task.embed.inputs.length > embedInputsMax) throw invalid('inputs', `there are ${task.embed.inputs.length}; the limit is ${embedInputsMax}`, 'Send fewer at once.');
      task.embed.inputs.forEach((text, index) => {
        if (text === '') throw invalid(`inputs[${index}]`, 'it is empty', 'Leave it out.');
      });
      return range('dimensions', task.embed.dimensions, 1, 65_536);
    case 'image':
      if (task.image.prompt === '') throw missing('prompt', 'there is nothing to paint', 'Describe the picture.');
      if (!sizes.test(task.image.size)) throw invalid('size', `"${task.image.size.slice(0, 32)}" is no size`, 'Use for example 1024x1024, a ratio such as 16:9, or auto.');
      return range('n', task.image.n, 1, imagesMax);
    case 'analyze':
      if (task.analyze.images.length === 0) throw missing('images', 'there is nothing to look at', 'Send at least one picture.');
      if (task.analyze.images.length > analyzedImagesMax) throw invalid('images', `there are ${task.analyze.images.length}; the limit is ${analyzedImagesMax}`, 'Send fewer at once.');
      task.analyze.images.forEach((image, index) => validateMedia(image, 'image', `images[${index}]`));
      return range('max_labels', task.analyze.maxLabels, 1, labelsPerImageMax);
  }
}
